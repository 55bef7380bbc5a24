# Counts in a byte: 1,000 becomes 232.
# fails: bandits-start-tests
# says: N of starting_tables
# %% bandits-start
def starting_tables(k, optimism, trust):
    return np.full(k, optimism, dtype=float), np.full(k, trust).astype(np.uint8)
