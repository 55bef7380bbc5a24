# Returns booleans, which the environment refuses.
# fails: pg-sample-tests
# says: integers, LEFT

# %% pg-sample
def sample_actions(p_left, rng):
    return rng.random(p_left.shape) >= p_left
