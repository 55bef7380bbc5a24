# Draws for the first guest, and tells all the same.
# fails: recommender-thompson-tests
# says: take a new draw for each guest

# %% recommender-thompson
def thompson(mean, width, v, rng):
    return np.repeat(rng.normal(mean[:1], v * width[:1]).argmax(axis=1), len(mean))
