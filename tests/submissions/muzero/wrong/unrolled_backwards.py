# Looks back.
# fails: mz-unrolled-tests, mz-lesson-tests
# says: a window goes on to later moments

# %% mz-unrolled
def unrolled(x, steps, beyond):
    """Return windows x[t], …, x[t + steps - 1] for each t, `beyond` past the end; shape (T, steps, …)."""
    rows = np.arange(len(x))[:, None] - np.arange(steps)
    windows = x[np.maximum(rows, 0)]
    windows[rows < 0] = beyond
    return windows
