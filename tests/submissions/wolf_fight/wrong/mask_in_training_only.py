# Masks the exploring moves only: greedy, Peter walks into walls.
# fails: fight-choose-tests, fight-choose-explore-tests
# says: the mask is forgotten when Peter is greedy

# %% fight-choose
def choose(Q, allowed, epsilon, rng):
    explores = rng.random(len(Q)) < epsilon
    masked = Q
    best = masked == masked.max(axis=1, keepdims=True)
    candidates = np.where(explores[:, None], allowed, best)
    return np.argmax(candidates * rng.random(Q.shape), axis=1)
