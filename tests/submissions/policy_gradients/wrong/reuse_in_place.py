# Writes into psi.
# fails: pg-reuse-tests
# says: changed

# %% pg-reuse
def clipped_credit(p_now, p_then, psi, clip):
    ratio = p_now / p_then
    flat = np.where(psi > 0, ratio > 1 + clip, ratio < 1 - clip)
    psi *= np.where(flat, 0, ratio)
    return psi
