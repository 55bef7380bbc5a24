# Divides by zero behind np.where.
# fails: mz-normal-tests
# says: where all values met are equal

# %% mz-normal
def normalised(q, low, high):
    """Return where q lies between low (0) and high (1), and 0 where these are equal; arrays that fit."""
    span = high - low
    return np.nan_to_num((q - low) / span)
