# Lifts negative rows only.
# fails: grid-shifted-tests
# says: the row [2.0, 1.0, 5.0]
# %% grid-shifted
def shifted(q, extra):
    lifted = q - min(q.min(), 0) + extra
    return lifted / lifted.sum()
