# Only A fades.
# fails: recommender-forget-tests
# says: b fades with A

# %% recommender-forget
def forget(A, b, gamma, lam):
    return gamma * A + (1 - gamma) * lam * np.eye(A.shape[-1]), b.copy()
