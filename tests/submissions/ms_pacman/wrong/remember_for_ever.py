# Never forgets.
# fails: mp-remember-tests
# says: forget it

# %% mp-remember
def remember(memory, seen, t, keep):
    return dict(memory) | {name: (t, cell) for name, cell in seen.items()}
