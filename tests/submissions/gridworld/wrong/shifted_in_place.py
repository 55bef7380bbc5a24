# Lifts the row in the table itself.
# fails: grid-shifted-tests
# says: changed the row q

# %% grid-shifted
def shifted(q, extra):
    q -= q.min()
    q += extra
    return q / q.sum()
