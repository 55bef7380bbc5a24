# Takes the mean over the steps of each episode.
# fails: pg-baseline-tests
# says: not over the steps

# %% pg-baseline
def advantages(returns, playing):
    count = np.maximum(playing.sum(axis=0), 1)
    return np.where(playing, returns - (returns * playing).sum(axis=0) / count, 0)
