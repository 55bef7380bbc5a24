# Compares red only.
# fails: mp-maze-tests

# %% mp-maze
def corridors(frame):
    floor = frame[TOPS[:, None] + 11, MIDDLES]
    return floor[..., 0] != frame[WALL_AT][0]
