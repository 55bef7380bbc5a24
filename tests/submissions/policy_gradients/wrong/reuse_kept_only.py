# Returns the steps that still pull, and no others.
# fails: pg-reuse-tests
# says: two rows

# %% pg-reuse
def clipped_credit(p_now, p_then, psi, clip):
    ratio = p_now / p_then
    flat = np.where(psi > 0, ratio > 1 + clip, ratio < 1 - clip)
    return (ratio * psi)[~flat]
