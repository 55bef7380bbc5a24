# Adds up the discounted past.
# fails: pg-returns-tests
# says: run backwards

# %% pg-returns
def discounted_returns(rewards, gamma):
    powers = gamma ** np.arange(len(rewards))
    return np.cumsum((np.array(rewards).T * powers).T, axis=0)
