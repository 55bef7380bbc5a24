# Asks h for its own min and max.
# fails: mz-scaled-tests, mz-dynamics-tests
# says: has no attribute 'min'

# %% mz-scaled
def scaled(h, xp=np):
    """Return rows whose smallest number is 0 and whose largest is 1; shape (n, width)."""
    low, high = h.min(axis=1, keepdims=True), h.max(axis=1, keepdims=True)
    return (h - low) / (high - low + 1e-5)
