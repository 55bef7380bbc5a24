# Forgets at once.
# fails: mp-remember-tests
# says: still there

# %% mp-remember
def remember(memory, seen, t, keep):
    return {name: (t, cell) for name, cell in seen.items()}
