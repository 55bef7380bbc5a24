# Clips nothing.
# fails: pg-reuse-tests
# says: nothing is clipped

# %% pg-reuse
def clipped_credit(p_now, p_then, psi, clip):
    ratio = p_now / p_then
    return ratio * psi
