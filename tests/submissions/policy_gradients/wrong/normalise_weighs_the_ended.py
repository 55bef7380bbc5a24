# Gives weight to steps that were not played.
# fails: pg-normalise-tests, pg-normalise-spread-tests
# says: weigh 0

# %% pg-normalise
def normalise(returns, playing):
    played = returns[playing]
    return (returns - played.mean()) / (played.std() or 1)
