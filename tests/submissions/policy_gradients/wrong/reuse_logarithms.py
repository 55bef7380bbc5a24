# Takes the difference of the logarithms.
# fails: pg-reuse-tests
# says: two rows

# %% pg-reuse
def clipped_credit(p_now, p_then, psi, clip):
    ratio = np.log(p_now) - np.log(p_then)
    flat = np.where(psi > 0, ratio > 1 + clip, ratio < 1 - clip)
    return np.where(flat, 0, ratio * psi)
