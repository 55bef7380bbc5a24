# Corrects the diagonal alone.
# fails: recommender-rank-one-tests
# says: the inverses after guests

# %% recommender-rank-one
def rank_one(A_inv, x, weight):
    u = np.einsum("nij,nj->ni", A_inv, x)
    c = weight / (1 + weight * (x * u).sum(axis=1))
    return A_inv - c[:, None, None] * (u**2)[:, :, None] * np.eye(x.shape[1])
