# Divides by the highest.
# fails: mz-normal-tests, mz-search-tests
# says: divide by the span, high - low, not by high

# %% mz-normal
def normalised(q, low, high):
    """Return where q lies between low (0) and high (1), and 0 where these are equal; arrays that fit."""
    span = high - low
    return np.where(span > 0, (q - low) / np.where(span > 0, high, 1), 0.0)
