# Takes the mean payment out first.
# fails: recommender-ridge-tests
# says: the weights for guests

# %% recommender-ridge
def ridge(X, coins, lam):
    coins = coins - (coins.mean() if len(coins) else 0)
    return np.linalg.solve(X.T @ X + lam * np.eye(X.shape[1]), X.T @ coins)
