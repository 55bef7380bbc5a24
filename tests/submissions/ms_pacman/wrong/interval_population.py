# Divides by n.
# fails: mp-interval-tests
# says: n - 1

# %% mp-interval
def interval(scores):
    half = 1.96 * np.std(scores) / np.sqrt(len(scores))
    return np.mean(scores) - half, np.mean(scores) + half
