# Returns the first pixel.
# fails: mp-find-tests
# says: first pixel

# %% mp-find
def find(frame, colour):
    rows, columns = np.nonzero((frame[:HEIGHT] == colour).all(axis=2))
    if len(rows) == 0:
        return None
    return rows.min(), columns.min()
