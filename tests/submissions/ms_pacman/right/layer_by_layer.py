# Searches in whole layers instead of with a queue.

# %% mp-distance
def distances(corridor, start):
    found = np.full(corridor.shape, FAR)
    found[start] = 0
    layer = {tuple(start)}
    step = 0
    while layer:
        step += 1
        ahead = set()
        for row, column in layer:
            for down, right in STEPS:
                r, c = row + down, (column + right) % corridor.shape[1]
                if 0 <= r < corridor.shape[0] and corridor[r, c] and found[r, c] == FAR:
                    found[r, c] = step
                    ahead.add((r, c))
        layer = ahead
    return found
