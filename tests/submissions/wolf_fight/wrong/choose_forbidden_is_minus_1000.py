# Forbidden is -1,000, which is more than what is allowed may be worth.
# fails: fight-choose-tests
# says: in each row
# %% fight-choose
def choose(Q, allowed, epsilon, rng):
    explores = rng.random(len(Q)) < epsilon
    masked = np.where(allowed, Q, -1000)
    best = masked == masked.max(axis=1, keepdims=True)
    candidates = np.where(explores[:, None], allowed, best)
    return np.argmax(candidates * rng.random(Q.shape), axis=1)
