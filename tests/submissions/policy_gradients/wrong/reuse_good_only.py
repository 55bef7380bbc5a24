# Clips good pushes alone.
# fails: pg-reuse-tests
# says: a bad push has had its share

# %% pg-reuse
def clipped_credit(p_now, p_then, psi, clip):
    ratio = p_now / p_then
    flat = (psi > 0) & (ratio > 1 + clip)
    return np.where(flat, 0, ratio * psi)
