# Returns the high end first.
# fails: mp-interval-tests
# says: order

# %% mp-interval
def interval(scores):
    half = 1.96 * np.std(scores, ddof=1) / np.sqrt(len(scores))
    return np.mean(scores) + half, np.mean(scores) - half
