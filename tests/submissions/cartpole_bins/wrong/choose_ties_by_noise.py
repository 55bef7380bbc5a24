# Breaks ties with noise that is larger than real differences.
# fails: bins-choose-tests
# says: nearly agree

# %% bins-choose
def choose(values, epsilon, rng):
    n, actions = values.shape
    greedy = np.argmax(values + 1e-3 * rng.random((n, actions)), axis=1)
    explores = rng.random(n) < epsilon
    return np.where(explores, rng.integers(actions, size=n), greedy)
