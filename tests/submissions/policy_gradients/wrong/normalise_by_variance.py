# Divides by the variance.
# fails: pg-normalise-tests, pg-normalise-spread-tests
# says: variance

# %% pg-normalise
def normalise(returns, playing):
    played = returns[playing]
    variance = played.var()
    return np.where(playing, (returns - played.mean()) / (variance if variance > 0 else 1), 0)
