# Uniform draws of the same deviation.
# fails: recommender-thompson-tests
# says: each ware as often

# %% recommender-thompson
def thompson(mean, width, v, rng):
    return (mean + v * width * rng.uniform(-1.732, 1.732, mean.shape)).argmax(axis=1)
