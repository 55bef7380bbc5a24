# Sweeps over the whole maze until nothing changes.

# %% mp-distance
def distances(corridor, start):
    found = np.full(corridor.shape, FAR)
    found[start] = 0
    while True:
        wide = np.pad(found, ((1, 1), (0, 0)), constant_values=FAR)
        nearest = np.min([wide[:-2], wide[2:], np.roll(found, 1, 1), np.roll(found, -1, 1)], axis=0)
        better = np.where(corridor, np.minimum(found, nearest + 1), found)
        if np.array_equal(better, found):
            return found
        found = better


# %% mp-n-step
def n_step(rewards, values, over, n, gamma):
    T = len(rewards)
    targets = np.zeros(T)
    for t in range(T):
        last = min(t + n, T)
        ends = [k for k in range(t, last) if over[k]]
        if ends:
            last = ends[0] + 1
        counts = gamma ** np.arange(last - t)
        targets[t] = counts @ rewards[t:last]
        if not ends:
            targets[t] += gamma ** (last - t) * values[last]
    return targets
