# Knows the first maze's colour only.
# fails: mp-maze-tests
# says: its own colours

# %% mp-maze
def corridors(frame):
    floor = frame[TOPS[:, None] + 11, MIDDLES]
    return (floor != (228, 111, 111)).any(axis=2)
