# Has the steps first.
# fails: mz-unrolled-tests, mz-lesson-tests
# says: the shape should be

# %% mz-unrolled
def unrolled(x, steps, beyond):
    """Return windows x[t], …, x[t + steps - 1] for each t, `beyond` past the end; shape (T, steps, …)."""
    rows = np.arange(len(x))[:, None] + np.arange(steps)
    windows = x[np.minimum(rows, len(x) - 1)]
    windows[rows >= len(x)] = beyond
    return np.swapaxes(windows, 0, 1)
