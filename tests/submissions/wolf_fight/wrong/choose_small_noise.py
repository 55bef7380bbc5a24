# Breaks ties by noise larger than real differences.
# fails: fight-choose-tests
# says: in each row
# %% fight-choose
def choose(Q, allowed, epsilon, rng):
    explores = rng.random(len(Q)) < epsilon
    masked = np.where(allowed, Q + 1e-5 * rng.random(Q.shape), -np.inf)
    wild = np.argmax(allowed * rng.random(Q.shape), axis=1)
    return np.where(explores, wild, masked.argmax(axis=1))
