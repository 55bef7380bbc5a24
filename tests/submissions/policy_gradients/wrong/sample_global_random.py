# Takes random numbers from a global generator.
# fails: pg-sample-tests
# says: same `rng`

# %% pg-sample
def sample_actions(p_left, rng):
    return np.where(np.random.random(p_left.shape) < p_left, LEFT, RIGHT)
