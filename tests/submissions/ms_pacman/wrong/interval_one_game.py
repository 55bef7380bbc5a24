# Forgets the root of n.
# fails: mp-interval-tests
# says: √n

# %% mp-interval
def interval(scores):
    half = 1.96 * np.std(scores, ddof=1)
    return np.mean(scores) - half, np.mean(scores) + half
