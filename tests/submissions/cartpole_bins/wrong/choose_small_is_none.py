# Takes a small epsilon for none.
# fails: bins-choose-tests
# says: 0.02

# %% bins-choose
def choose(values, epsilon, rng):
    n, actions = values.shape
    best = values == values.max(axis=1, keepdims=True)
    greedy = np.argmax(best * (1 - rng.random((n, actions))), axis=1)
    explores = rng.random(n) < np.where(np.asarray(epsilon) < 0.05, 0, epsilon)
    return np.where(explores, rng.integers(actions, size=n), greedy)
