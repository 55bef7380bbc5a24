# The same dice each time.
# fails: recommender-thompson-tests
# says: another `rng`

# %% recommender-thompson
def thompson(mean, width, v, rng):
    return np.random.default_rng(3).normal(mean, v * width).argmax(axis=1)
