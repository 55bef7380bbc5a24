# The weight in the denominator alone.
# fails: recommender-rank-one-tests
# says: missing in the numerator

# %% recommender-rank-one
def rank_one(A_inv, x, weight):
    u = np.einsum("nij,nj->ni", A_inv, x)
    c = 1 / (1 + weight * (x * u).sum(axis=1))
    return A_inv - c[:, None, None] * u[:, :, None] * u[:, None, :]
