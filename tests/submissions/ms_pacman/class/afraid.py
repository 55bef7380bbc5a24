# Hands in a player who only flees; looks for the maze where dots are.
# fails: mp-maze-tests

# %% mp-network
def my_network():
    feared = {"hunter near": -1, "turn back": -0.1}
    return [np.array([[feared.get(name, 0)] for name in FEATURES]), [0]]


# %% mp-maze
def corridors(frame):
    floor = frame[TOPS[:, None] + 5, MIDDLES]
    return (floor != frame[WALL_AT]).any(axis=2)
