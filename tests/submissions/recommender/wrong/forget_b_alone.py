# Only b fades.
# fails: recommender-forget-tests
# says: A must fade as well

# %% recommender-forget
def forget(A, b, gamma, lam):
    return A.copy(), gamma * b
