# Adds the extra to the probabilities.
# fails: grid-shifted-tests
# says: before you divide

# %% grid-shifted
def shifted(q, extra):
    lifted = q - q.min()
    return lifted / lifted.sum() + extra
