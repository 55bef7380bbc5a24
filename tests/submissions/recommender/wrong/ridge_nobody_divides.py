# Divides by the guests, of whom there may be none.
# fails: recommender-ridge-tests
# says: ZeroDivisionError

# %% recommender-ridge
def ridge(X, coins, lam):
    n = len(X)
    return np.linalg.solve(X.T @ X / n + lam / n * np.eye(X.shape[1]), X.T @ coins / n)
