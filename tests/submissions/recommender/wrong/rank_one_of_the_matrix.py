# Adds x xᵀ to the inverse.
# fails: recommender-rank-one-tests
# says: another thing

# %% recommender-rank-one
def rank_one(A_inv, x, weight):
    return A_inv + weight * x[:, :, None] * x[:, None, :]
