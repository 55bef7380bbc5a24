# One channel is enough.
# fails: mp-find-tests
# says: all three

# %% mp-find
def find(frame, colour):
    rows, columns = np.nonzero((frame[:HEIGHT] == colour).any(axis=2))
    if len(rows) == 0:
        return None
    return (rows.min() + rows.max()) / 2, (columns.min() + columns.max()) / 2
