# Adds the size of the smallest value, which is right below 0 only.
# fails: grid-shifted-tests
# says: the row [2.0, 1.0, 5.0]
# %% grid-shifted
def shifted(q, extra):
    lifted = q + abs(q.min()) + extra
    return lifted / lifted.sum()
