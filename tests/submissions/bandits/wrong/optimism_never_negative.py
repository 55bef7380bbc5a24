# A negative guess becomes 0.
# fails: bandits-start-tests
# says: should begin at `optimism`, not at 0
# %% bandits-start
def starting_tables(k, optimism, trust):
    return np.full(k, max(0.0, optimism), dtype=float), np.full(k, trust)
