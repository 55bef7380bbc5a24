# Hands in a player who sees nothing but dots; takes the mean of all pixels.
# fails: mp-find-tests

# %% mp-network
def my_network():
    return [np.array([[1.0 * (name == "dots near")] for name in FEATURES]), [0]]


# %% mp-find
def find(frame, colour):
    rows, columns = np.nonzero((frame[:HEIGHT] == colour).all(axis=2))
    if len(rows) == 0:
        return None
    return rows.mean(), columns.mean()
