# Refreshes whatever is kept.
# fails: mp-remember-tests
# says: was

# %% mp-remember
def remember(memory, seen, t, keep):
    kept = {name: (then, cell) for name, (then, cell) in memory.items() if t - then <= keep}
    kept = {name: (t, cell) for name, (_, cell) in kept.items()}
    return kept | {name: (t, cell) for name, cell in seen.items()}
