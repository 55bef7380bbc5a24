# Ignores the probabilities.
# fails: pg-sample-tests
# says: p_left is ignored

# %% pg-sample
def sample_actions(p_left, rng):
    return rng.integers(2, size=p_left.shape)
