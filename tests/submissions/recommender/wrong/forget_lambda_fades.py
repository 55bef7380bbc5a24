# λ fades with the rest.
# fails: recommender-forget-tests
# says: λ must not fade

# %% recommender-forget
def forget(A, b, gamma, lam):
    return gamma * A, gamma * b
