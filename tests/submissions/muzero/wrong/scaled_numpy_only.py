# Ignores xp and takes NumPy.
# fails: mz-scaled-tests, mz-dynamics-tests
# says: write xp

# %% mz-scaled
def scaled(h, xp=np):
    """Return rows whose smallest number is 0 and whose largest is 1; shape (n, width)."""
    low, high = np.min(h, axis=1, keepdims=True), np.max(h, axis=1, keepdims=True)
    return (h - low) / (high - low + 1e-5)
