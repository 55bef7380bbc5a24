# Returns the walls.
# fails: mp-maze-tests
# says: those are the walls

# %% mp-maze
def corridors(frame):
    floor = frame[TOPS[:, None] + 11, MIDDLES]
    return (floor == frame[WALL_AT]).all(axis=2)
