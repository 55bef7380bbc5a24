# Returns the column first.
# fails: mp-find-tests
# says: first the row

# %% mp-find
def find(frame, colour):
    rows, columns = np.nonzero((frame[:HEIGHT] == colour).all(axis=2))
    if len(rows) == 0:
        return None
    return (columns.min() + columns.max()) / 2, (rows.min() + rows.max()) / 2
