# Goes right with the probability of left.
# fails: pg-sample-tests
# says: swapped

# %% pg-sample
def sample_actions(p_left, rng):
    return np.where(rng.random(p_left.shape) < p_left, RIGHT, LEFT)
