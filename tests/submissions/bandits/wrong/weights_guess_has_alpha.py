# Treats the first guess as one more reward.
# fails: bandits-weights-tests
# says: no factor alpha

# %% bandits-weights
def weights(n, alpha):
    return alpha * (1 - alpha) ** np.arange(n + 1)[::-1]
