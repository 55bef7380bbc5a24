# One matrix for all stalls, the first.
# fails: recommender-rank-one-tests
# says: the inverses after guests

# %% recommender-rank-one
def rank_one(A_inv, x, weight):
    A_inv = np.repeat(A_inv[:1], len(x), axis=0)
    u = np.einsum("nij,nj->ni", A_inv, x)
    c = weight / (1 + weight * (x * u).sum(axis=1))
    return A_inv - c[:, None, None] * u[:, :, None] * u[:, None, :]
