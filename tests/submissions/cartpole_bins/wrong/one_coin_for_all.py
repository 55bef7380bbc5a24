# Throws one coin for the whole pond.
# fails: bins-choose-tests
# says: one coin for all rows

# %% bins-choose
def choose(values, epsilon, rng):
    n, actions = values.shape
    best = values == values.max(axis=1, keepdims=True)
    greedy = np.argmax(best * (1 - rng.random((n, actions))), axis=1)
    if rng.random() < np.max(epsilon):
        return rng.integers(actions, size=n)
    return greedy
