# Scales columns.
# fails: mz-scaled-tests, mz-dynamics-tests
# says: each row, not each column: axis=1

# %% mz-scaled
def scaled(h, xp=np):
    """Return rows whose smallest number is 0 and whose largest is 1; shape (n, width)."""
    low, high = xp.min(h, axis=0, keepdims=True), xp.max(h, axis=0, keepdims=True)
    return (h - low) / (high - low + 1e-5)
