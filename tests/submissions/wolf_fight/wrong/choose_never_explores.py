# Never explores.
# fails: fight-choose-explore-tests
# says: is ε used
# %% fight-choose
def choose(Q, allowed, epsilon, rng):
    masked = np.where(allowed, Q, -np.inf)
    best = allowed & (masked == masked.max(axis=1, keepdims=True))
    return np.argmax(best * rng.random(Q.shape), axis=1)
