# 2 λ, from a penalty without the half.
# fails: recommender-newton-tests
# says: the first step

# %% recommender-newton
def newton_step(w, X, clicks, lam):
    p = 1 / (1 + np.exp(-X @ w))
    gradient = X.T @ (p - clicks) + 2 * lam * w
    curvature = (X * (p * (1 - p))[:, None]).T @ X + 2 * lam * np.eye(len(w))
    return w - np.linalg.solve(curvature, gradient)
