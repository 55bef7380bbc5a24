# Returns a share.
# fails: mp-first-tests
# says: integer

# %% mp-first
def reached_first(mine, theirs, cells):
    return float((mine + 1 < theirs.min(axis=0, initial=FAR))[cells].mean())
