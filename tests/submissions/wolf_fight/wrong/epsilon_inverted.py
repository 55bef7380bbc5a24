# Explores with probability 1 - ε.
# fails: fight-choose-tests, fight-choose-explore-tests
# says: ε is inverted

# %% fight-choose
def choose(Q, allowed, epsilon, rng):
    explores = rng.random(len(Q)) < epsilon
    masked = np.where(allowed, Q, -np.inf)
    best = masked == masked.max(axis=1, keepdims=True)
    candidates = np.where(~explores[:, None], allowed, best)
    return np.argmax(candidates * rng.random(Q.shape), axis=1)
