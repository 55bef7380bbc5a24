# The extra is at most one half.
# fails: grid-shifted-tests
# says: extra 6
# %% grid-shifted
def shifted(q, extra):
    lifted = q - q.min() + min(extra, 0.5)
    return lifted / lifted.sum()
