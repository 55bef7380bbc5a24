# One draw for each guest, for all wares.
# fails: recommender-thompson-tests
# says: not one for all the wares

# %% recommender-thompson
def thompson(mean, width, v, rng):
    return (mean + v * width * rng.normal(size=(len(mean), 1))).argmax(axis=1)
