# The largest upper bound: LinUCB.
# fails: recommender-thompson-tests
# says: always ware 2

# %% recommender-thompson
def thompson(mean, width, v, rng):
    return (mean + v * width).argmax(axis=1)
