# γ is what is lost.
# fails: recommender-forget-tests
# says: γ is what is kept

# %% recommender-forget
def forget(A, b, gamma, lam):
    return (1 - gamma) * A + gamma * lam * np.eye(A.shape[-1]), gamma * b
