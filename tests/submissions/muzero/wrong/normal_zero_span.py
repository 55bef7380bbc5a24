# Divides by a span of zero.
# fails: mz-normal-tests
# says: there is a NaN

# %% mz-normal
def normalised(q, low, high):
    """Return where q lies between low (0) and high (1), and 0 where these are equal; arrays that fit."""
    span = high - low
    return (q - low) / span
