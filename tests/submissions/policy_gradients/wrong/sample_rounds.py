# Rounds probabilities to tenths.
# fails: pg-sample-tests
# says: 0.004

# %% pg-sample
def sample_actions(p_left, rng):
    return np.where(rng.random(p_left.shape) < np.round(p_left, 1), LEFT, RIGHT)
