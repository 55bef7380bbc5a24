# Exploring never takes the best action.
# fails: bins-choose-tests
# says: the best included

# %% bins-choose
def choose(values, epsilon, rng):
    n, actions = values.shape
    best = values == values.max(axis=1, keepdims=True)
    greedy = np.argmax(best * (1 - rng.random((n, actions))), axis=1)
    other = (greedy + rng.integers(1, actions, size=n)) % actions
    return np.where(rng.random(n) < epsilon, other, greedy)
