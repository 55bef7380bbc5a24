# Throws one coin for all states.
# fails: pg-sample-tests
# says: one coin decides for all

# %% pg-sample
def sample_actions(p_left, rng):
    u = rng.random()
    seed = np.where(u < p_left, LEFT, RIGHT)
    return seed if p_left.ndim > 1 else np.where(rng.random(p_left.shape) < p_left, LEFT, RIGHT)
