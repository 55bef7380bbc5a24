# Takes the mean of all pixels.
# fails: mp-find-tests
# says: mean of all

# %% mp-find
def find(frame, colour):
    rows, columns = np.nonzero((frame[:HEIGHT] == colour).all(axis=2))
    if len(rows) == 0:
        return None
    return rows.mean(), columns.mean()
