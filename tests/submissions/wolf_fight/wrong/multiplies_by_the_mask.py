# Multiplies by the mask, so that forbidden zeros win.
# fails: fight-choose-tests
# says: don't multiply by the mask

# %% fight-choose
def choose(Q, allowed, epsilon, rng):
    explores = rng.random(len(Q)) < epsilon
    masked = Q * allowed
    best = masked == masked.max(axis=1, keepdims=True)
    candidates = np.where(explores[:, None], allowed, best)
    return np.argmax(candidates * rng.random(Q.shape), axis=1)
