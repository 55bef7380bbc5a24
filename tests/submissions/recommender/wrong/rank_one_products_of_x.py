# Subtracts products of x, not of u.
# fails: recommender-rank-one-tests
# says: not of x

# %% recommender-rank-one
def rank_one(A_inv, x, weight):
    u = np.einsum("nij,nj->ni", A_inv, x)
    c = weight / (1 + weight * (x * u).sum(axis=1))
    return A_inv - c[:, None, None] * x[:, :, None] * x[:, None, :]
