# Breaks ties with noise that is larger than real differences.
# fails: fight-choose-tests
# says: Q = [0.5, 0.50002

# %% fight-choose
def choose(Q, allowed, epsilon, rng):
    explores = rng.random(len(Q)) < epsilon
    masked = np.where(allowed, Q, -np.inf)
    best = np.arange(4) == np.argmax(masked + 1e-2 * rng.random(masked.shape), axis=1)[:, None]
    candidates = np.where(explores[:, None], allowed, best)
    return np.argmax(candidates * rng.random(Q.shape), axis=1)
