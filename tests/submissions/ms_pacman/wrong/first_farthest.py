# Compares with the farthest hunter.
# fails: mp-first-tests
# says: nearest

# %% mp-first
def reached_first(mine, theirs, cells):
    farthest = theirs.max(axis=0) if len(theirs) else np.full(len(mine), FAR)
    return int((mine + 1 < farthest)[cells].sum())
