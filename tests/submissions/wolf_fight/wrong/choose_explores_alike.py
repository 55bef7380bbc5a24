# Each throws his own die for whether to explore, and all try the same.
# fails: fight-choose-explore-tests
# says: own die
# %% fight-choose
def choose(Q, allowed, epsilon, rng):
    explores = rng.random(len(Q)) < epsilon
    masked = np.where(allowed, Q, -np.inf)
    best = allowed & (masked == masked.max(axis=1, keepdims=True))
    greedy = np.argmax(best * rng.random(Q.shape), axis=1)
    wild = np.argmax(allowed * rng.random(4), axis=1)
    return np.where(explores, wild, greedy)
