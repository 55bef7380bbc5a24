# b first.
# fails: recommender-forget-tests
# says: A has the wrong shape

# %% recommender-forget
def forget(A, b, gamma, lam):
    return gamma * b, gamma * A + (1 - gamma) * lam * np.eye(A.shape[-1])
