# Lets nothing pull that is far from 1.
# fails: pg-reuse-tests
# says: that became rarer still pulls

# %% pg-reuse
def clipped_credit(p_now, p_then, psi, clip):
    ratio = p_now / p_then
    flat = abs(ratio - 1) > clip
    return np.where(flat, 0, ratio * psi)
