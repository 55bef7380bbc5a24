# Subtracts the largest.
# fails: mz-scaled-tests, mz-dynamics-tests
# says: subtract the smallest, not the largest

# %% mz-scaled
def scaled(h, xp=np):
    """Return rows whose smallest number is 0 and whose largest is 1; shape (n, width)."""
    low, high = xp.min(h, axis=1, keepdims=True), xp.max(h, axis=1, keepdims=True)
    return (h - high) / (high - low + 1e-5)
