# Never averages over more than the chapter's window.
# fails: bins-running-tests, bins-solved-tests
# says: windows of 140

# %% bins-running
def running_average(returns, window):
    window = min(window, WINDOW)
    sums = np.concatenate([[0], np.cumsum(returns)])
    if len(returns) < window:
        return np.array([])
    return (sums[window:] - sums[: len(sums) - window]) / window
