# p (1 − p) is ¼ for everybody.
# fails: recommender-newton-tests
# says: a step from weights

# %% recommender-newton
def newton_step(w, X, clicks, lam):
    p = 1 / (1 + np.exp(-X @ w))
    gradient = X.T @ (p - clicks) + lam * w
    curvature = X.T @ X / 4 + lam * np.eye(len(w))
    return w - np.linalg.solve(curvature, gradient)
