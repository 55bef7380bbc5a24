# Compares channel by channel, and works with masks along each axis.

# %% mp-find
def find(frame, colour):
    maze = frame[:HEIGHT]
    red, green, blue = (maze[:, :, k] == colour[k] for k in range(3))
    mask = red & green & blue
    down, across = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
    return (0.5 * (down[0] + down[-1]), 0.5 * (across[0] + across[-1])) if mask.any() else None


# %% mp-maze
def corridors(frame):
    wall = frame[WALL_AT[0], WALL_AT[1]].tolist()
    walk = np.zeros((len(TOPS), len(MIDDLES)), dtype=bool)
    for r, top in enumerate(TOPS):
        for c, middle in enumerate(MIDDLES):
            walk[r, c] = frame[top + 11, middle].tolist() != wall
    return walk
