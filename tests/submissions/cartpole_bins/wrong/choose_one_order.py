# Breaks the ties of all rows in one order.
# fails: bins-choose-tests
# says: in each row anew

# %% bins-choose
def choose(values, epsilon, rng):
    n, actions = values.shape
    best = values == values.max(axis=1, keepdims=True)
    greedy = np.argmax(best * (1 - rng.random(actions)), axis=1)
    explores = rng.random(n) < epsilon
    return np.where(explores, rng.integers(actions, size=n), greedy)
