# A step of the gradient, undivided.
# fails: recommender-newton-tests
# says: divide by the curvature

# %% recommender-newton
def newton_step(w, X, clicks, lam):
    p = 1 / (1 + np.exp(-X @ w))
    return w - (X.T @ (p - clicks) + lam * w)
