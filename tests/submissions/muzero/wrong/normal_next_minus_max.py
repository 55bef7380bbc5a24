# Subtracts the highest.
# fails: mz-normal-tests
# says: low is to become 0: q - low, not q - high

# %% mz-normal
def normalised(q, low, high):
    """Return where q lies between low (0) and high (1), and 0 where these are equal; arrays that fit."""
    span = high - low
    return np.where(span > 0, (q - high) / np.where(span > 0, span, 1), 0.0)
