# v² in place of v.
# fails: recommender-thompson-tests
# says: not squared

# %% recommender-thompson
def thompson(mean, width, v, rng):
    return rng.normal(mean, v**2 * width).argmax(axis=1)
