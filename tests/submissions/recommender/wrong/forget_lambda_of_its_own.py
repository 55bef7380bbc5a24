# Takes the λ of the chapter.
# fails: recommender-forget-tests
# says: A after fading by

# %% recommender-forget
def forget(A, b, gamma, lam):
    return gamma * A + (1 - gamma) * LAM * np.eye(A.shape[-1]), gamma * b
