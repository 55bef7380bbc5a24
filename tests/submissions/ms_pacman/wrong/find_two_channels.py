# Ignores blue.
# fails: mp-find-tests
# says: blue

# %% mp-find
def find(frame, colour):
    rows, columns = np.nonzero((frame[:HEIGHT, :, :2] == colour[:2]).all(axis=2))
    if len(rows) == 0:
        return None
    return (rows.min() + rows.max()) / 2, (columns.min() + columns.max()) / 2
