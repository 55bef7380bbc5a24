# Peter's own map, which is decided after two sweeps.
# fails: vi-slow-tests
# says: already the best one

# %% vi-slow
def slow_world():
    return np.array(T), np.array(R), 0.9
