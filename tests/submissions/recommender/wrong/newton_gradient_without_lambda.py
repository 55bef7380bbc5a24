# No λ in the gradient.
# fails: recommender-newton-tests
# says: λ w is missing

# %% recommender-newton
def newton_step(w, X, clicks, lam):
    p = 1 / (1 + np.exp(-X @ w))
    gradient = X.T @ (p - clicks)
    curvature = (X * (p * (1 - p))[:, None]).T @ X + lam * np.eye(len(w))
    return w - np.linalg.solve(curvature, gradient)
