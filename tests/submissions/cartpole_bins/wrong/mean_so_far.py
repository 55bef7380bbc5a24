# The mean of all returns so far, not of a window.
# fails: bins-running-tests, bins-solved-tests
# says: moves along

# %% bins-running
def running_average(returns, window):
    return np.cumsum(returns) / np.arange(1, len(returns) + 1)
