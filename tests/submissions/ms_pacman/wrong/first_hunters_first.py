# Counts what hunters reach first.
# fails: mp-first-tests
# says: she

# %% mp-first
def reached_first(mine, theirs, cells):
    return int((mine + 1 >= theirs.min(axis=0, initial=FAR))[cells].sum())
