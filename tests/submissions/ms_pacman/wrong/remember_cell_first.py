# Writes the cell first.
# fails: mp-remember-tests
# says: first the moment

# %% mp-remember
def remember(memory, seen, t, keep):
    kept = {name: (then, cell) for name, (then, cell) in memory.items() if t - then <= keep}
    return kept | {name: (cell, t) for name, cell in seen.items()}
