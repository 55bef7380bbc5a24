# Forgets a step too early.
# fails: mp-remember-tests
# says: exactly

# %% mp-remember
def remember(memory, seen, t, keep):
    kept = {name: (then, cell) for name, (then, cell) in memory.items() if t - then < keep}
    return kept | {name: (t, cell) for name, cell in seen.items()}
