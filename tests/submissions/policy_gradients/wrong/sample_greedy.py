# Takes the more probable push and throws no coin.
# fails: pg-sample-tests
# says: no coin is thrown

# %% pg-sample
def sample_actions(p_left, rng):
    return np.where(p_left > 0.5, LEFT, RIGHT)
