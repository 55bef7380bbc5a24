# Takes λ away.
# fails: recommender-ridge-tests
# says: not taken from it

# %% recommender-ridge
def ridge(X, coins, lam):
    return np.linalg.solve(X.T @ X - lam * np.eye(X.shape[1]), X.T @ coins)
