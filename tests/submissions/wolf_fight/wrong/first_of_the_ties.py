# Takes the first of several best actions.
# fails: fight-choose-tests
# says: ties must be broken

# %% fight-choose
def choose(Q, allowed, epsilon, rng):
    explores = rng.random(len(Q)) < epsilon
    masked = np.where(allowed, Q, -np.inf)
    any_action = np.argmax(allowed * rng.random(Q.shape), axis=1)
    return np.where(explores, any_action, masked.argmax(axis=1))
