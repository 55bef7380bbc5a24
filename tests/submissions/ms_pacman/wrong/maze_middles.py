# Looks where dots are.
# fails: mp-maze-tests
# says: may be a dot

# %% mp-maze
def corridors(frame):
    floor = frame[TOPS[:, None] + 5, MIDDLES]
    return (floor != frame[WALL_AT]).any(axis=2)
