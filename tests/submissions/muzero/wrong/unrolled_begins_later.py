# Begins with the moment after.
# fails: mz-unrolled-tests, mz-lesson-tests
# says: a window begins with its own moment

# %% mz-unrolled
def unrolled(x, steps, beyond):
    """Return windows x[t], …, x[t + steps - 1] for each t, `beyond` past the end; shape (T, steps, …)."""
    rows = np.arange(len(x))[:, None] + np.arange(1, steps + 1)
    windows = x[np.minimum(rows, len(x) - 1)]
    windows[rows >= len(x)] = beyond
    return windows
