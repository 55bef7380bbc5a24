# Divides by the spread or 1, whichever is larger.
# fails: pg-normalise-tests
# says: spread is below 1

# %% pg-normalise
def normalise(returns, playing):
    played = returns[playing]
    spread = played.std()
    return np.where(playing, (returns - played.mean()) / max(spread, 1), 0)
