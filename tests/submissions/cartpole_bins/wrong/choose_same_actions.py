# Explores in the same way in every call.
# fails: bins-choose-tests
# says: every call draws

# %% bins-choose
def choose(values, epsilon, rng):
    n, actions = values.shape
    best = values == values.max(axis=1, keepdims=True)
    greedy = np.argmax(best * (1 - rng.random((n, actions))), axis=1)
    explores = rng.random(n) < epsilon
    return np.where(explores, np.random.default_rng(SEED).integers(actions, size=n), greedy)
