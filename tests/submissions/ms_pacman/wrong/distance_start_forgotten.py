# Forgets that the start is reached.
# fails: mp-distance-tests
# says: itself

# %% mp-distance
def distances(corridor, start):
    rows, columns = corridor.shape
    found = np.full((rows, columns), FAR)
    queue = deque([start])
    while queue:
        row, column = queue.popleft()
        for down, right in STEPS:
            r, c = row + down, (column + right) % columns
            if 0 <= r < rows and corridor[r, c] and found[r, c] == FAR:
                found[r, c] = (0 if (row, column) == start else found[row, column]) + 1
                queue.append((r, c))
    return found
