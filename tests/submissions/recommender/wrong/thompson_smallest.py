# The smallest draw.
# fails: recommender-thompson-tests
# says: each ware as often

# %% recommender-thompson
def thompson(mean, width, v, rng):
    return rng.normal(mean, v * width).argmin(axis=1)
