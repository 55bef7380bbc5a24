# Makes whole numbers of everything, since beyond is one.
# fails: mz-unrolled-tests, mz-lesson-tests
# says: the windows hold what x holds, not whole numbers:

# %% mz-unrolled
def unrolled(x, steps, beyond):
    windows = np.full((len(x), steps, *x.shape[1:]), beyond)
    for k in range(min(steps, len(x))):
        windows[: len(x) - k, k] = x[k:]
    return windows
