# Walks across corners.
# fails: mp-distance-tests
# says: corners

# %% mp-distance
def distances(corridor, start):
    rows, columns = corridor.shape
    found = np.full((rows, columns), FAR)
    queue = deque([start])
    found[start] = 0
    while queue:
        row, column = queue.popleft()
        for down, right in (*STEPS, (1, 1), (1, -1), (-1, 1), (-1, -1)):
            r, c = row + down, (column + right) % columns
            if 0 <= r < rows and corridor[r, c] and found[r, c] == FAR:
                found[r, c] = found[row, column] + 1
                queue.append((r, c))
    return found
