# Takes a small spread for none.
# fails: pg-normalise-tests
# says: only equal ones

# %% pg-normalise
def normalise(returns, playing):
    played = returns[playing]
    if played.std() < 0.1:
        return np.zeros_like(returns)
    return np.where(playing, (returns - played.mean()) / played.std(), 0)
