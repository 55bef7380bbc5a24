# Forgets her first step.
# fails: mp-first-tests
# says: mine + 1

# %% mp-first
def reached_first(mine, theirs, cells):
    return int((mine < theirs.min(axis=0, initial=FAR))[cells].sum())
