# Weighs what still pulls with psi alone.
# fails: pg-reuse-tests
# says: the ratio is missing

# %% pg-reuse
def clipped_credit(p_now, p_then, psi, clip):
    ratio = p_now / p_then
    flat = np.where(psi > 0, ratio > 1 + clip, ratio < 1 - clip)
    return np.where(flat, 0, psi)
