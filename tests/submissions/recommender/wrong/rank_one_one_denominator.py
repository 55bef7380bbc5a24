# One sum over all stalls in the denominator.
# fails: recommender-rank-one-tests
# says: axis 1

# %% recommender-rank-one
def rank_one(A_inv, x, weight):
    u = np.einsum("nij,nj->ni", A_inv, x)
    c = weight / (1 + weight * (x * u).sum())
    return A_inv - c * u[:, :, None] * u[:, None, :]
