# The root of v times the width.
# fails: recommender-thompson-tests
# says: not the variance

# %% recommender-thompson
def thompson(mean, width, v, rng):
    return rng.normal(mean, np.sqrt(v * width)).argmax(axis=1)
