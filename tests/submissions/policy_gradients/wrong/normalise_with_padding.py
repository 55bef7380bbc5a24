# Leaves the duck's second mistake: steps never skated enter the mean.
# fails: pg-normalise-tests, pg-normalise-spread-tests
# says: steps after the end

# %% pg-normalise
def normalise(returns, playing):
    spread = returns.std()
    return np.where(playing, (returns - returns.mean()) / (spread if spread > 0 else 1), 0)
