# Adds a tiny number to the span.
# fails: mz-normal-tests
# says: values of two trees

# %% mz-normal
def normalised(q, low, high):
    """Return where q lies between low (0) and high (1), and 0 where these are equal; arrays that fit."""
    span = high - low
    return (q - low) / (span + 1e-5)
