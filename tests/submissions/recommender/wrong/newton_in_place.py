# Changes the weights it was lent.
# fails: recommender-newton-tests
# says: your function changed

# %% recommender-newton
def newton_step(w, X, clicks, lam):
    p = 1 / (1 + np.exp(-X @ w))
    gradient = X.T @ (p - clicks) + lam * w
    curvature = (X * (p * (1 - p))[:, None]).T @ X + lam * np.eye(len(w))
    w -= np.linalg.solve(curvature, gradient)
    return w
