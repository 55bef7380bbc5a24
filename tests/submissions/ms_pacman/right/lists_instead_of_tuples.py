# Returns lists where others return tuples.

# %% mp-find
def find(frame, colour):
    rows, columns = np.where(np.all(frame[:HEIGHT] == np.array(colour), axis=-1))
    if not rows.size:
        return None
    return [float(rows.min() + rows.max()) / 2, float(columns.min() + columns.max()) / 2]


# %% mp-remember
def remember(memory, seen, t, keep):
    new = {}
    for name in memory:
        if memory[name][0] >= t - keep:
            new[name] = list(memory[name])
    for name in seen:
        new[name] = [t, seen[name]]
    return new


# %% mp-interval
def interval(scores):
    n = len(scores)
    middle = sum(scores) / n
    variance = sum((score - middle) ** 2 for score in scores) / (n - 1)
    error = (variance / n) ** 0.5
    return [middle - 1.96 * error, middle + 1.96 * error]
