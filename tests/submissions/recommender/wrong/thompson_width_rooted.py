# Takes the root of the width.
# fails: recommender-thompson-tests
# says: don't take its root

# %% recommender-thompson
def thompson(mean, width, v, rng):
    return rng.normal(mean, v * np.sqrt(width)).argmax(axis=1)
