# Copies the memory, forgets, then writes.

# %% mp-remember
def remember(memory, seen, t, keep):
    new = dict(memory)
    new.update({name: (t, cell) for name, cell in seen.items()})
    for name in list(new):
        if t - new[name][0] > keep:
            del new[name]
    return new


# %% mp-mirror
def mirrored(windows, ways):
    other = np.array(ways).copy()
    other[ways == LEFT] = RIGHT
    other[ways == RIGHT] = LEFT
    return np.flip(windows, axis=2).copy(), other
