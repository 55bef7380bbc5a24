# Divides by the largest.
# fails: grid-shifted-tests
# says: not by the largest

# %% grid-shifted
def shifted(q, extra):
    lifted = q - q.min() + extra
    return lifted / lifted.max()
