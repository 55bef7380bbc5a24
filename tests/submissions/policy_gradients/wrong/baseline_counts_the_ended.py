# Those who have fallen enter the mean, with zero.
# fails: pg-baseline-tests
# says: still playing

# %% pg-baseline
def advantages(returns, playing):
    return np.where(playing, returns - returns.mean(axis=1, keepdims=True), 0)
