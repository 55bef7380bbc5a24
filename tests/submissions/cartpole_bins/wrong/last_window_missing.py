# Forgets the last window.
# fails: bins-running-tests, bins-solved-tests
# says: last window is missing

# %% bins-running
def running_average(returns, window):
    return np.array([np.mean(returns[i : i + window]) for i in range(len(returns) - window)])
