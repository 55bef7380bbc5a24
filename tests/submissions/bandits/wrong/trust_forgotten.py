# N starts at zero: the first morning wipes the optimism away.
# fails: bandits-start-tests
# says: N should begin at `trust`

# %% bandits-start
def starting_tables(k, optimism, trust):
    return np.full(k, optimism, dtype=float), np.zeros(k, dtype=int)
