# Leaves the duck's first mistake, mends the others.
# fails: pg-normalise-tests, pg-normalise-spread-tests
# says: each episode by itself

# %% pg-normalise
def normalise(returns, playing):
    usual, spread = returns.mean(axis=0), returns.std(axis=0)
    return np.where(playing, (returns - usual) / np.where(spread > 0, spread, 1), 0)
