# Explores with probability 1 - ε.
# fails: bins-choose-tests, bins-learner-learn-tests
# says: ε is inverted

# %% bins-choose
def choose(values, epsilon, rng):
    n, actions = values.shape
    best = values == values.max(axis=1, keepdims=True)
    greedy = np.argmax(best * (1 - rng.random((n, actions))), axis=1)
    return np.where(rng.random(n) > epsilon, rng.integers(actions, size=n), greedy)
