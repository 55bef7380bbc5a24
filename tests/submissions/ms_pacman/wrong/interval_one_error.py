# Takes one standard error.
# fails: mp-interval-tests
# says: 1.96

# %% mp-interval
def interval(scores):
    half = np.std(scores, ddof=1) / np.sqrt(len(scores))
    return np.mean(scores) - half, np.mean(scores) + half
