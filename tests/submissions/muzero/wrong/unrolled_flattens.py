# Forgets that x may have more dimensions.
# fails: mz-unrolled-tests, mz-lesson-tests
# says: windows of three rows of two has the wrong shape

# %% mz-unrolled
def unrolled(x, steps, beyond):
    windows = np.full((len(x), steps), beyond, dtype=float)
    for k in range(min(steps, len(x))):
        windows[: len(x) - k, k] = x[k:] if x.ndim == 1 else x[k:, 0]
    return windows
