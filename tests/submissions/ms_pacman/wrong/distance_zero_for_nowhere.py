# Returns 0 where no way leads.
# fails: mp-distance-tests
# says: FAR away

# %% mp-distance
def distances(corridor, start):
    rows, columns = corridor.shape
    found = np.full((rows, columns), FAR)
    queue = deque([start])
    found[start] = 0
    while queue:
        row, column = queue.popleft()
        for down, right in STEPS:
            r, c = row + down, (column + right) % columns
            if 0 <= r < rows and corridor[r, c] and found[r, c] == FAR:
                found[r, c] = found[row, column] + 1
                queue.append((r, c))
    return np.where(found == FAR, 0, found)
