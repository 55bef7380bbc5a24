# Explores always.
# fails: fight-choose-tests, fight-choose-explore-tests
# says: is ε used
# %% fight-choose
def choose(Q, allowed, epsilon, rng):
    return np.argmax(allowed * rng.random(Q.shape), axis=1)
