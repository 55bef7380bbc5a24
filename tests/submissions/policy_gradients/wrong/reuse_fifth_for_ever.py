# Clips at a fifth whatever clip is.
# fails: pg-reuse-tests
# says: clip 0.7

# %% pg-reuse
def clipped_credit(p_now, p_then, psi, clip):
    clip = 0.2
    ratio = p_now / p_then
    flat = np.where(psi > 0, ratio > 1 + clip, ratio < 1 - clip)
    return np.where(flat, 0, ratio * psi)
