# Subtracts the return from the mean.
# fails: pg-baseline-tests
# says: sign

# %% pg-baseline
def advantages(returns, playing):
    count = np.maximum(playing.sum(axis=1, keepdims=True), 1)
    return np.where(playing, (returns * playing).sum(axis=1, keepdims=True) / count - returns, 0)
