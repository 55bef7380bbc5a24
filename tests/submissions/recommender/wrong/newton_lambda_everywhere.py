# λ in every place of the curvature.
# fails: recommender-newton-tests
# says: beside its diagonal

# %% recommender-newton
def newton_step(w, X, clicks, lam):
    p = 1 / (1 + np.exp(-X @ w))
    gradient = X.T @ (p - clicks) + lam * w
    curvature = (X * (p * (1 - p))[:, None]).T @ X + lam
    return w - np.linalg.solve(curvature, gradient)
