# Means over the guests.
# fails: recommender-newton-tests
# says: not means

# %% recommender-newton
def newton_step(w, X, clicks, lam):
    p = 1 / (1 + np.exp(-X @ w))
    gradient = X.T @ (p - clicks) / len(X) + lam * w
    curvature = (X * (p * (1 - p))[:, None]).T @ X / len(X) + lam * np.eye(len(w))
    return w - np.linalg.solve(curvature, gradient)
