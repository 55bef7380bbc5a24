# Takes lowest and highest of these actions.
# fails: mz-normal-tests, mz-search-tests
# says: low and high are given: those of the whole tree, not of

# %% mz-normal
def normalised(q, low, high):
    """Return where q lies between low (0) and high (1), and 0 where these are equal; arrays that fit."""
    low, high = q.min(axis=-1, keepdims=True), q.max(axis=-1, keepdims=True)
    span = high - low
    return np.where(span > 0, (q - low) / np.where(span > 0, span, 1), 0.0)
