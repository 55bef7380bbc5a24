# Leaves the duck's third mistake: a spread of zero.
# fails: pg-normalise-spread-tests
# says: spread is 0

# %% pg-normalise
def normalise(returns, playing):
    played = returns[playing]
    return np.where(playing, (returns - played.mean()) / played.std(), 0)
