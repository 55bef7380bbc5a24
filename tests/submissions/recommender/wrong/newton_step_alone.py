# Returns the step, not the weights.
# fails: recommender-newton-tests
# says: return the new weights

# %% recommender-newton
def newton_step(w, X, clicks, lam):
    p = 1 / (1 + np.exp(-X @ w))
    gradient = X.T @ (p - clicks) + lam * w
    curvature = (X * (p * (1 - p))[:, None]).T @ X + lam * np.eye(len(w))
    return -np.linalg.solve(curvature, gradient)
