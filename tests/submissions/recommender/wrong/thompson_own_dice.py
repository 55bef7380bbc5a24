# A generator of its own.
# fails: recommender-thompson-tests
# says: take every random number from the `rng`

# %% recommender-thompson
def thompson(mean, width, v, rng):
    return np.random.default_rng().normal(mean, v * width).argmax(axis=1)
