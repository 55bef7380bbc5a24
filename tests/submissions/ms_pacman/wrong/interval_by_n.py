# Divides by n instead of its root.
# fails: mp-interval-tests
# says: not by n

# %% mp-interval
def interval(scores):
    half = 1.96 * np.std(scores, ddof=1) / len(scores)
    return np.mean(scores) - half, np.mean(scores) + half
