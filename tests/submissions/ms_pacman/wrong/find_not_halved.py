# Forgets to divide.
# fails: mp-find-tests
# says: divide by 2

# %% mp-find
def find(frame, colour):
    rows, columns = np.nonzero((frame[:HEIGHT] == colour).all(axis=2))
    if len(rows) == 0:
        return None
    return rows.min() + rows.max(), columns.min() + columns.max()
