# Wants all channels to differ.
# fails: mp-maze-tests
# says: any

# %% mp-maze
def corridors(frame):
    floor = frame[TOPS[:, None] + 11, MIDDLES]
    return (floor != frame[WALL_AT]).all(axis=2)
