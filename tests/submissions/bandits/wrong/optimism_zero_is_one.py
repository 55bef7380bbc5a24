# An optimism of 0 is taken for none given.
# fails: bandits-start-tests
# says: should begin at `optimism`, not at 1
# %% bandits-start
def starting_tables(k, optimism=1, trust=0):
    return np.full(k, optimism or 1.0, dtype=float), np.full(k, trust)
