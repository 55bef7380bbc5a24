# Adds the returns of all steps.
# fails: pg-whole-tests
# says: not of all steps

# %% pg-whole
def whole_episode(returns, playing):
    return np.where(playing, returns.sum(axis=0), 0)
