# Subtracts.
# fails: mp-find-tests
# says: size

# %% mp-find
def find(frame, colour):
    rows, columns = np.nonzero((frame[:HEIGHT] == colour).all(axis=2))
    if len(rows) == 0:
        return None
    return (rows.max() - rows.min()) / 2, (columns.max() - columns.min()) / 2
