# Forgets to return.
# fails: recommender-forget-tests
# says: return 2 things

# %% recommender-forget
def forget(A, b, gamma, lam):
    A = gamma * A + (1 - gamma) * lam * np.eye(A.shape[-1])
    b = gamma * b
