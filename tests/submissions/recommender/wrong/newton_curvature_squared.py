# p (1 − p) on both sides.
# fails: recommender-newton-tests
# says: not squared

# %% recommender-newton
def newton_step(w, X, clicks, lam):
    p = 1 / (1 + np.exp(-X @ w))
    gradient = X.T @ (p - clicks) + lam * w
    Z = X * (p * (1 - p))[:, None]
    curvature = Z.T @ Z + lam * np.eye(len(w))
    return w - np.linalg.solve(curvature, gradient)
