# Throws the same coins in every call.
# fails: bins-choose-tests
# says: every call draws

# %% bins-choose
def choose(values, epsilon, rng):
    n, actions = values.shape
    best = values == values.max(axis=1, keepdims=True)
    greedy = np.argmax(best * (1 - rng.random((n, actions))), axis=1)
    explores = np.random.default_rng(0).random(n) < epsilon
    return np.where(explores, rng.integers(actions, size=n), greedy)
