# Takes the first row's mask for all.
# fails: fight-choose-tests, fight-choose-explore-tests
# says: its own mask
# %% fight-choose
def choose(Q, allowed, epsilon, rng):
    allowed = np.broadcast_to(allowed[0], Q.shape)
    explores = rng.random(len(Q)) < epsilon
    masked = np.where(allowed, Q, -np.inf)
    best = allowed & (masked == masked.max(axis=1, keepdims=True))
    candidates = np.where(explores[:, None], allowed, best)
    return np.argmax(candidates * rng.random(Q.shape), axis=1)
