# Forgets the tiny number.
# fails: mz-scaled-tests
# says: there is a NaN

# %% mz-scaled
def scaled(h, xp=np):
    """Return rows whose smallest number is 0 and whose largest is 1; shape (n, width)."""
    low, high = xp.min(h, axis=1, keepdims=True), xp.max(h, axis=1, keepdims=True)
    return (h - low) / (high - low)
