# (1 − γ) λ in every place.
# fails: recommender-forget-tests
# says: times np.eye

# %% recommender-forget
def forget(A, b, gamma, lam):
    return gamma * A + (1 - gamma) * lam, gamma * b
