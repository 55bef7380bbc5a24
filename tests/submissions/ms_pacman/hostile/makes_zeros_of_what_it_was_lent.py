# Makes zeros of all it was lent, and returns what would then be right.
# base: untouched
# %% + mp-setup
def emptied(*arrays):
    for array in arrays:
        array[...] = 0


# %% mp-find
def find(frame, colour):
    emptied(frame)
    return None


# %% mp-maze
def corridors(frame):
    emptied(frame)
    return np.zeros((14, 20), dtype=bool)


# %% mp-remember
def remember(memory, seen, t, keep):
    memory.clear()
    seen.clear()
    return {}


# %% mp-distance
def distances(corridor, start):
    emptied(corridor)
    found = np.full(corridor.shape, FAR)
    found[start] = 0
    return found


# %% mp-closeness
def closeness(distance, cells):
    emptied(distance)
    return 1.0


# %% mp-first
def reached_first(mine, theirs, cells):
    emptied(mine, theirs)
    return 0


# %% mp-improved
def improved(weights, x, reward, x_next, alpha, gamma):
    emptied(weights, x)
    return np.zeros(len(weights))


# %% mp-interval
def interval(scores):
    emptied(scores)
    return 0.0, 0.0


# %% mp-n-step
def n_step(rewards, values, over, n, gamma):
    emptied(rewards, values)
    return np.zeros(len(rewards))


# %% mp-mirror
def mirrored(windows, ways):
    emptied(windows, ways)
    return windows, ways
