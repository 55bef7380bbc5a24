# Explores with probability 0.9 at most.
# fails: fight-choose-explore-tests
# says: with ε = 1
# %% fight-choose
def choose(Q, allowed, epsilon, rng):
    explores = rng.random(len(Q)) < min(epsilon, 0.9)
    masked = np.where(allowed, Q, -np.inf)
    best = allowed & (masked == masked.max(axis=1, keepdims=True))
    candidates = np.where(explores[:, None], allowed, best)
    return np.argmax(candidates * rng.random(Q.shape), axis=1)
