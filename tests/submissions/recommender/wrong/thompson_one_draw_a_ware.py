# One draw for each ware, for all guests.
# fails: recommender-thompson-tests
# says: take a new draw for each guest

# %% recommender-thompson
def thompson(mean, width, v, rng):
    return (mean + v * width * rng.normal(size=mean.shape[1])).argmax(axis=1)
