# Returns the objective in place of its slope.
# fails: pg-reuse-tests
# says: that is the objective

# %% pg-reuse
def clipped_credit(p_now, p_then, psi, clip):
    ratio = p_now / p_then
    return np.minimum(ratio * psi, np.clip(ratio, 1 - clip, 1 + clip) * psi)
