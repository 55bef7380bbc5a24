# The largest mean.
# fails: recommender-thompson-tests
# says: always ware 0

# %% recommender-thompson
def thompson(mean, width, v, rng):
    return mean.argmax(axis=1)
