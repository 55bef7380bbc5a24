# Subtracts u uᵀ as it is.
# fails: recommender-rank-one-tests
# says: the denominator is missing

# %% recommender-rank-one
def rank_one(A_inv, x, weight):
    u = np.einsum("nij,nj->ni", A_inv, x)
    return A_inv - weight * u[:, :, None] * u[:, None, :]
