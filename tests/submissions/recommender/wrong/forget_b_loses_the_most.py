# b keeps 1 − γ.
# fails: recommender-forget-tests
# says: γ is what is kept

# %% recommender-forget
def forget(A, b, gamma, lam):
    return gamma * A + (1 - gamma) * lam * np.eye(A.shape[-1]), (1 - gamma) * b
