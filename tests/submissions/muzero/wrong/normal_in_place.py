# Computes in the array it was lent.
# fails: mz-normal-tests
# says: your function changed q

# %% mz-normal
def normalised(q, low, high):
    """Return where q lies between low (0) and high (1), and 0 where these are equal; arrays that fit."""
    span = high - low
    q -= low
    return np.where(span > 0, q / np.where(span > 0, span, 1), 0.0)
