# Lifts the row in the table itself.
# fails: grid-shifted-tests
# says: which it should only read

# %% grid-shifted
def shifted(q, extra):
    q -= q.min()
    q += extra
    return q / q.sum()
