# Puts λ back, and then fades it.
# fails: recommender-forget-tests
# says: first fade

# %% recommender-forget
def forget(A, b, gamma, lam):
    return gamma * (A + (1 - gamma) * lam * np.eye(A.shape[-1])), gamma * b
