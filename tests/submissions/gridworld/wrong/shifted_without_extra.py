# Leaves the extra out.
# fails: grid-shifted-tests
# says: the extra is missing

# %% grid-shifted
def shifted(q, extra):
    lifted = q - q.min()
    return lifted / lifted.sum()
