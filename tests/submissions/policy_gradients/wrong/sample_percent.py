# Throws a die of a hundred sides: probabilities are whole percents.
# fails: pg-sample-tests
# says: 0.004

# %% pg-sample
def sample_actions(p_left, rng):
    return (rng.integers(0, 100, p_left.shape) >= 100 * p_left).astype(int)
