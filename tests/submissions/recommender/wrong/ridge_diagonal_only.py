# Looks at each feature by itself: inverts the diagonal alone.
# fails: recommender-ridge-tests
# says: features, λ

# %% recommender-ridge
def ridge(X, coins, lam):
    return X.T @ coins / (np.diag(X.T @ X) + lam)
