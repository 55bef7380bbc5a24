# Changes what it was lent.
# fails: recommender-rank-one-tests
# says: your function changed

# %% recommender-rank-one
def rank_one(A_inv, x, weight):
    u = np.einsum("nij,nj->ni", A_inv, x)
    c = weight / (1 + weight * (x * u).sum(axis=1))
    A_inv -= c[:, None, None] * u[:, :, None] * u[:, None, :]
    return A_inv
