# Multiplies the coins it was given, in place.
# fails: recommender-ridge-tests
# says: your function changed

# %% recommender-ridge
def ridge(X, coins, lam):
    coins *= 1.0000001
    return np.linalg.solve(X.T @ X + lam * np.eye(X.shape[1]), X.T @ coins)
