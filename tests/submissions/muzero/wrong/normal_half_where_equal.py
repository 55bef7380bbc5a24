# Says a half where all values are equal.
# fails: mz-normal-tests
# says: where all values met are equal: 0, whatever q is

# %% mz-normal
def normalised(q, low, high):
    """Return where q lies between low (0) and high (1), and 0 where these are equal; arrays that fit."""
    span = high - low
    return np.where(span > 0, (q - low) / np.where(span > 0, span, 1), 0.5)
