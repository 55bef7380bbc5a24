# Returns columns by rows.
# fails: mp-maze-tests
# says: shape

# %% mp-maze
def corridors(frame):
    floor = frame[TOPS[:, None] + 11, MIDDLES]
    return (floor != frame[WALL_AT]).any(axis=2).T
