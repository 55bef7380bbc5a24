# All explorers take the same action.
# fails: bins-choose-tests
# says: took the same action

# %% bins-choose
def choose(values, epsilon, rng):
    n, actions = values.shape
    best = values == values.max(axis=1, keepdims=True)
    greedy = np.argmax(best * (1 - rng.random((n, actions))), axis=1)
    return np.where(rng.random(n) < epsilon, rng.integers(actions), greedy)
