# Takes the λ of the chapter, whatever it is given.
# fails: recommender-ridge-tests
# says: λ = 0.5

# %% recommender-ridge
def ridge(X, coins, lam):
    return np.linalg.solve(X.T @ X + LAM * np.eye(X.shape[1]), X.T @ coins)
