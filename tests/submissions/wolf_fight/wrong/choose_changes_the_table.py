# Writes -∞ into the table it is given.
# fails: fight-choose-tests, fight-choose-explore-tests
# says: your function changed
# %% fight-choose
def choose(Q, allowed, epsilon, rng):
    Q[~allowed] = -np.inf
    explores = rng.random(len(Q)) < epsilon
    best = allowed & (Q == Q.max(axis=1, keepdims=True))
    candidates = np.where(explores[:, None], allowed, best)
    return np.argmax(candidates * rng.random(Q.shape), axis=1)
