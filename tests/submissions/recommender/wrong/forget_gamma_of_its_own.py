# Takes the γ of the chapter.
# fails: recommender-forget-tests
# says: A after fading by

# %% recommender-forget
def forget(A, b, gamma, lam):
    return GAMMA * A + (1 - GAMMA) * lam * np.eye(A.shape[-1]), GAMMA * b
