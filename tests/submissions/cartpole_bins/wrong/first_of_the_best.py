# np.argmax breaks every tie in favour of the first.
# fails: bins-choose-tests
# says: ties must be broken at random

# %% bins-choose
def choose(values, epsilon, rng):
    n, actions = values.shape
    return np.where(rng.random(n) < epsilon, rng.integers(actions, size=n), values.argmax(axis=1))
