# Takes smallest and largest of all rows.
# fails: mz-scaled-tests, mz-dynamics-tests
# says: each *row* has a smallest and a largest: axis=1

# %% mz-scaled
def scaled(h, xp=np):
    """Return rows whose smallest number is 0 and whose largest is 1; shape (n, width)."""
    low, high = xp.min(h), xp.max(h)
    return (h - low) / (high - low + 1e-5)
