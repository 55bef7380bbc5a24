# Masks the greedy moves only: exploring, Peter tries everything.
# fails: fight-choose-explore-tests
# says: the mask is forgotten when Peter explores

# %% fight-choose
def choose(Q, allowed, epsilon, rng):
    explores = rng.random(len(Q)) < epsilon
    masked = np.where(allowed, Q, -np.inf)
    best = masked == masked.max(axis=1, keepdims=True)
    candidates = np.where(explores[:, None], np.ones_like(allowed), best)
    return np.argmax(candidates * rng.random(Q.shape), axis=1)
