# Did the first exercises, then ran out of time.
# fails: mp-remember-tests, mp-distance-tests, mp-network-tests
# says: fill in
# base: untouched

# %% mp-find
def find(frame, colour):
    rows, columns = np.nonzero((frame[:HEIGHT] == colour).all(axis=2))
    if len(rows) == 0:
        return None
    return (rows.min() + rows.max()) / 2, (columns.min() + columns.max()) / 2


# %% mp-maze
def corridors(frame):
    return (frame[TOPS[:, None] + 11, MIDDLES] != frame[WALL_AT]).any(axis=2)
