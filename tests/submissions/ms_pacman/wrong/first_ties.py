# Counts ties.
# fails: mp-first-tests
# says: tie

# %% mp-first
def reached_first(mine, theirs, cells):
    return int((mine + 1 <= theirs.min(axis=0, initial=FAR + 1))[cells].sum())
