# A straight line in place of σ.
# fails: recommender-newton-tests
# says: not by a straight line

# %% recommender-newton
def newton_step(w, X, clicks, lam):
    p = X @ w
    gradient = X.T @ (p - clicks) + lam * w
    curvature = (X * (p * (1 - p))[:, None]).T @ X + lam * np.eye(len(w))
    return w - np.linalg.solve(curvature, gradient)
