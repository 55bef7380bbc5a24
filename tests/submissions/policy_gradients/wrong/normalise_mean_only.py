# Forgets to divide.
# fails: pg-normalise-tests, pg-normalise-spread-tests
# says: divide by the standard deviation

# %% pg-normalise
def normalise(returns, playing):
    return np.where(playing, returns - returns[playing].mean(), 0)
