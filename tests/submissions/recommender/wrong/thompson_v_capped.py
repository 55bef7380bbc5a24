# Holds v below one.
# fails: recommender-thompson-tests
# says: v = 2.0

# %% recommender-thompson
def thompson(mean, width, v, rng):
    return rng.normal(mean, min(v, 1.0) * width).argmax(axis=1)
