# Adds λ to every number of XᵀX.
# fails: recommender-ridge-tests
# says: on the diagonal alone

# %% recommender-ridge
def ridge(X, coins, lam):
    return np.linalg.solve(X.T @ X + lam, X.T @ coins)
