# Leaves out the windows that look beyond the end.
# fails: mz-unrolled-tests, mz-lesson-tests
# says: the shape should be

# %% mz-unrolled
def unrolled(x, steps, beyond):
    return np.array([x[t : t + steps] for t in range(len(x) - steps + 1)])
