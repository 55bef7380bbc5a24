# λ comes back in b as well.
# fails: recommender-forget-tests
# says: λ belongs to A alone

# %% recommender-forget
def forget(A, b, gamma, lam):
    return gamma * A + (1 - gamma) * lam * np.eye(A.shape[-1]), gamma * b + (1 - gamma) * lam
