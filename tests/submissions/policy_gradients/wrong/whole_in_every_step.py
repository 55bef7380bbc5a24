# Weighs steps that were not played.
# fails: pg-whole-tests
# says: weigh 0

# %% pg-whole
def whole_episode(returns, playing):
    return np.tile(returns[0], (len(returns), 1))
