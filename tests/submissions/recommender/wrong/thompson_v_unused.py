# v is read and not used.
# fails: recommender-thompson-tests
# says: v isn't used

# %% recommender-thompson
def thompson(mean, width, v, rng):
    return rng.normal(mean, width).argmax(axis=1)
