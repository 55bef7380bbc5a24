# Discounts every reward from the start of the episode.
# fails: pg-returns-tests
# says: not from the start

# %% pg-returns
def discounted_returns(rewards, gamma):
    powers = gamma ** np.arange(len(rewards))
    weighted = (rewards.T * powers).T
    return np.cumsum(weighted[::-1], axis=0)[::-1]
