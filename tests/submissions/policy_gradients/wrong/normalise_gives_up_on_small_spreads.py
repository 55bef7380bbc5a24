# Returns zeros where the spread is below 1.
# fails: pg-normalise-tests
# says: spread is below 1

# %% pg-normalise
def normalise(returns, playing):
    played = returns[playing]
    spread = played.std()
    return np.where(playing, (returns - played.mean()) / (spread if spread >= 1 else np.inf), 0)
