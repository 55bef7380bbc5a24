# Knows one axis.
# fails: pg-reuse-tests
# says: shape

# %% pg-reuse
def clipped_credit(p_now, p_then, psi, clip):
    ratio = p_now / p_then
    flat = np.where(psi > 0, ratio > 1 + clip, ratio < 1 - clip)
    return np.array([0 if f else r * x for f, r, x in zip(flat.ravel(), ratio.ravel(), psi.ravel(), strict=True)])
