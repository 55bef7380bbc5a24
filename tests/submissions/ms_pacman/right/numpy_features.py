# Stacks a row of FAR below the hunters' rows.

# %% mp-closeness
def closeness(distance, cells):
    nearest = np.min(np.append(distance[cells], np.inf))
    return np.reciprocal(1.0 + nearest)


# %% mp-first
def reached_first(mine, theirs, cells):
    everybody = np.vstack([theirs, np.full((1, len(mine)), FAR)])
    return np.count_nonzero(mine[cells] < everybody[:, cells].min(axis=0) - 1)
