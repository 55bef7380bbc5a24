# All Peters explore together or not at all.
# fails: fight-choose-explore-tests
# says: his own die

# %% fight-choose
def choose(Q, allowed, epsilon, rng):
    explores = rng.random(1) < epsilon
    masked = np.where(allowed, Q, -np.inf)
    best = masked == masked.max(axis=1, keepdims=True)
    candidates = np.where(explores[:, None], allowed, best)
    return np.argmax(candidates * rng.random(Q.shape), axis=1)
