# Subtracts from the returns themselves.
# fails: pg-baseline-tests
# says: only read

# %% pg-baseline
def advantages(returns, playing):
    count = playing.sum(axis=1, keepdims=True)
    baseline = (returns * playing).sum(axis=1, keepdims=True) / np.maximum(count, 1)
    returns -= baseline
    returns *= playing
    return returns
