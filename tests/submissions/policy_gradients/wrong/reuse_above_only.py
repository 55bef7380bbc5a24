# Clips whatever became likelier.
# fails: pg-reuse-tests
# says: a bad push pulls until

# %% pg-reuse
def clipped_credit(p_now, p_then, psi, clip):
    ratio = p_now / p_then
    flat = ratio > 1 + clip
    return np.where(flat, 0, ratio * psi)
