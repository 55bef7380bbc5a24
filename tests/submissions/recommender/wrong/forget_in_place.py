# Changes what it was lent.
# fails: recommender-forget-tests
# says: your function changed

# %% recommender-forget
def forget(A, b, gamma, lam):
    A *= gamma
    A += (1 - gamma) * lam * np.eye(A.shape[-1])
    b *= gamma
    return A, b
