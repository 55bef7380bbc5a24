# Throws the die for whether to explore by a generator of its own.
# fails: fight-choose-explore-tests
# says: draw from `rng`
# %% fight-choose
def choose(Q, allowed, epsilon, rng):
    explores = np.random.default_rng(SEED).random(len(Q)) < epsilon
    masked = np.where(allowed, Q, -np.inf)
    best = allowed & (masked == masked.max(axis=1, keepdims=True))
    candidates = np.where(explores[:, None], allowed, best)
    return np.argmax(candidates * rng.random(Q.shape), axis=1)
