# Returns b, the sums, unsolved.
# fails: recommender-ridge-tests
# says: this is b

# %% recommender-ridge
def ridge(X, coins, lam):
    return X.T @ coins
