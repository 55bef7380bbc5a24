# Breaks ties in the same way in every call.
# fails: bins-choose-tests
# says: every call draws

# %% bins-choose
def choose(values, epsilon, rng):
    n, actions = values.shape
    best = values == values.max(axis=1, keepdims=True)
    greedy = np.argmax(best * (1 - np.random.default_rng(SEED).random((n, actions))), axis=1)
    explores = rng.random(n) < epsilon
    return np.where(explores, rng.integers(actions, size=n), greedy)
