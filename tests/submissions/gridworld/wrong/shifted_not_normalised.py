# Does not divide by the sum.
# fails: grid-shifted-tests
# says: sum to 1

# %% grid-shifted
def shifted(q, extra):
    return q - q.min() + extra
