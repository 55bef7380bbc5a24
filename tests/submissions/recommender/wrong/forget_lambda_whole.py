# Adds all of λ each time.
# fails: recommender-forget-tests
# says: only what has faded

# %% recommender-forget
def forget(A, b, gamma, lam):
    return gamma * A + lam * np.eye(A.shape[-1]), gamma * b
