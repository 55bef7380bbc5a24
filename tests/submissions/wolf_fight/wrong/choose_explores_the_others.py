# Explores among the other actions only.
# fails: fight-choose-explore-tests
# says: also the best
# %% fight-choose
def choose(Q, allowed, epsilon, rng):
    explores = rng.random(len(Q)) < epsilon
    masked = np.where(allowed, Q, -np.inf)
    best = allowed & (masked == masked.max(axis=1, keepdims=True))
    others = allowed & ~best
    others = np.where(others.any(axis=1, keepdims=True), others, best)
    candidates = np.where(explores[:, None], others, best)
    return np.argmax(candidates * rng.random(Q.shape), axis=1)
