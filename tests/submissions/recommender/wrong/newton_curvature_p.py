# p in place of p (1 − p).
# fails: recommender-newton-tests
# says: one factor is missing

# %% recommender-newton
def newton_step(w, X, clicks, lam):
    p = 1 / (1 + np.exp(-X @ w))
    gradient = X.T @ (p - clicks) + lam * w
    curvature = (X * p[:, None]).T @ X + lam * np.eye(len(w))
    return w - np.linalg.solve(curvature, gradient)
