# Subtracts one mean of the whole lesson.
# fails: pg-baseline-tests
# says: one mean for the whole lesson

# %% pg-baseline
def advantages(returns, playing):
    return np.where(playing, returns - returns[playing].mean(), 0)
