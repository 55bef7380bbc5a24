# No λ in the curvature.
# fails: recommender-newton-tests
# says: λ is missing in the curvature

# %% recommender-newton
def newton_step(w, X, clicks, lam):
    p = 1 / (1 + np.exp(-X @ w))
    gradient = X.T @ (p - clicks) + lam * w
    curvature = (X * (p * (1 - p))[:, None]).T @ X
    return w - np.linalg.solve(curvature, gradient)
