# Begins again at the beginning.
# fails: mz-unrolled-tests, mz-lesson-tests
# says: beyond the end is `beyond`, not the beginning again

# %% mz-unrolled
def unrolled(x, steps, beyond):
    """Return windows x[t], …, x[t + steps - 1] for each t, `beyond` past the end; shape (T, steps, …)."""
    rows = np.arange(len(x))[:, None] + np.arange(steps)
    windows = x[rows % len(x)]
    return windows
