# Divides by 1 + uᵀu.
# fails: recommender-rank-one-tests
# says: not uᵀu

# %% recommender-rank-one
def rank_one(A_inv, x, weight):
    u = np.einsum("nij,nj->ni", A_inv, x)
    c = weight / (1 + weight * (u * u).sum(axis=1))
    return A_inv - c[:, None, None] * u[:, :, None] * u[:, None, :]
