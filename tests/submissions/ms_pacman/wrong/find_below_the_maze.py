# Looks at the whole frame.
# fails: mp-find-tests
# says: first HEIGHT

# %% mp-find
def find(frame, colour):
    rows, columns = np.nonzero((frame == colour).all(axis=2))
    if len(rows) == 0:
        return None
    return (rows.min() + rows.max()) / 2, (columns.min() + columns.max()) / 2
