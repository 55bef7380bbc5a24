# An identity matrix for two features.
# fails: recommender-forget-tests
# says: three guests

# %% recommender-forget
def forget(A, b, gamma, lam):
    return gamma * A + (1 - gamma) * lam * np.pad(np.eye(2), ((0, A.shape[-1] - 2),) * 2), gamma * b
