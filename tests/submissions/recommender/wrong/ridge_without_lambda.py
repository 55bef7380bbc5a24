# Plain least squares: λ is read and not used.
# fails: recommender-ridge-tests
# says: λ is missing

# %% recommender-ridge
def ridge(X, coins, lam):
    return np.linalg.lstsq(X, coins, rcond=None)[0]
