# Uses numpy's global generator.
# fails: bins-choose-tests, bins-learner-learn-tests
# says: the same `rng`

# %% bins-choose
def choose(values, epsilon, rng):
    n, actions = values.shape
    best = values == values.max(axis=1, keepdims=True)
    greedy = np.argmax(best * (1 - np.random.random((n, actions))), axis=1)
    return np.where(np.random.random(n) < epsilon, np.random.randint(actions, size=n), greedy)
