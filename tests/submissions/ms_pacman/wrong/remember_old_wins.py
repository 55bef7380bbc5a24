# Lets the old place win.
# fails: mp-remember-tests
# says: replaces

# %% mp-remember
def remember(memory, seen, t, keep):
    kept = {name: (then, cell) for name, (then, cell) in memory.items() if t - then <= keep}
    return {name: (t, cell) for name, cell in seen.items()} | kept
