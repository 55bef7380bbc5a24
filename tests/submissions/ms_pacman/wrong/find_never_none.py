# Returns zeros where there is nothing.
# fails: mp-find-tests
# says: None

# %% mp-find
def find(frame, colour):
    rows, columns = np.nonzero((frame[:HEIGHT] == colour).all(axis=2))
    if len(rows) == 0:
        return 0.0, 0.0
    return (rows.min() + rows.max()) / 2, (columns.min() + columns.max()) / 2
