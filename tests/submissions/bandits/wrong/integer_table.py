# np.full(k, 1) is an integer array: every average stored in it is cut off.
# fails: bandits-start-tests
# says: integers

# %% bandits-start
def starting_tables(k, optimism, trust):
    return np.full(k, optimism), np.full(k, trust)
