# Divides by a hundredth where the spread is smaller.
# fails: pg-normalise-tests
# says: only equal ones

# %% pg-normalise
def normalise(returns, playing):
    played = returns[playing]
    return np.where(playing, (returns - played.mean()) / max(played.std(), 1e-2), 0)
