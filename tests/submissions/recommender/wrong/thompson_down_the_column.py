# For each ware a guest.
# fails: recommender-thompson-tests
# says: wrong shape

# %% recommender-thompson
def thompson(mean, width, v, rng):
    return rng.normal(mean, v * width).argmax(axis=0)
