# Writes 0 beyond the end.
# fails: mz-unrolled-tests, mz-lesson-tests
# says: beyond the end is `beyond`, which need not be 0

# %% mz-unrolled
def unrolled(x, steps, beyond):
    """Return windows x[t], …, x[t + steps - 1] for each t, `beyond` past the end; shape (T, steps, …)."""
    rows = np.arange(len(x))[:, None] + np.arange(steps)
    windows = x[np.minimum(rows, len(x) - 1)]
    windows[rows >= len(x)] = 0
    return windows
