# Counts all cells.
# fails: mp-first-tests
# says: asked for

# %% mp-first
def reached_first(mine, theirs, cells):
    return int((mine + 1 < theirs.min(axis=0, initial=FAR)).sum())
