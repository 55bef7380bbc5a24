# Clips the ratio.
# fails: pg-reuse-tests
# says: clipped on both sides

# %% pg-reuse
def clipped_credit(p_now, p_then, psi, clip):
    ratio = p_now / p_then
    return np.clip(ratio, 1 - clip, 1 + clip) * psi
