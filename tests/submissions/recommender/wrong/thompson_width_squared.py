# Squares the width.
# fails: recommender-thompson-tests
# says: don't square it

# %% recommender-thompson
def thompson(mean, width, v, rng):
    return rng.normal(mean, v * width**2).argmax(axis=1)
