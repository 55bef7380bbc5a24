# Averages over fewer episodes at the beginning.
# fails: bins-running-tests, bins-solved-tests
# says: no full window

# %% bins-running
def running_average(returns, window):
    return np.array([np.mean(returns[max(0, i - window + 1) : i + 1]) for i in range(len(returns))])
