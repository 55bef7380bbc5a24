# Forgets the 1 in the denominator.
# fails: recommender-rank-one-tests
# says: 1 is missing

# %% recommender-rank-one
def rank_one(A_inv, x, weight):
    u = np.einsum("nij,nj->ni", A_inv, x)
    c = 1 / (x * u).sum(axis=1) * weight / abs(weight)
    return A_inv - c[:, None, None] * u[:, :, None] * u[:, None, :]
