# Turns the ratio upside down.
# fails: pg-reuse-tests
# says: turned over

# %% pg-reuse
def clipped_credit(p_now, p_then, psi, clip):
    ratio = p_then / p_now
    flat = np.where(psi > 0, ratio > 1 + clip, ratio < 1 - clip)
    return np.where(flat, 0, ratio * psi)
