# Keeps the old moment.
# fails: mp-remember-tests
# says: moment t

# %% mp-remember
def remember(memory, seen, t, keep):
    kept = {name: (then, cell) for name, (then, cell) in memory.items() if t - then <= keep}
    return kept | {name: (memory.get(name, (t, 0))[0], cell) for name, cell in seen.items()}
