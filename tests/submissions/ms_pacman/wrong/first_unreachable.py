# Counts what she can't reach.
# fails: mp-first-tests

# %% mp-first
def reached_first(mine, theirs, cells):
    return int(sum(all(mine[c] + 1 < their[c] for their in theirs) for c in cells))
