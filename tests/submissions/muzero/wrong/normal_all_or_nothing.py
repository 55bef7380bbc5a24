# Says 0 for all if one of the spans is nothing.
# fails: mz-normal-tests
# says: number by number: 0 only where low and high are equal

# %% mz-normal
def normalised(q, low, high):
    """Return where q lies between low (0) and high (1), and 0 where these are equal; arrays that fit."""
    span = high - low
    if np.any(span == 0):
        return np.zeros(np.shape(q))
    return np.where(span > 0, (q - low) / np.where(span > 0, span, 1), 0.0)
