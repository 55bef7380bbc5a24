# Judges on the half it fitted.
# fails: px-markov-tests
# says: second

# %% px-markov
def r_squared(inputs, targets):
    half = len(inputs) // 2
    X = np.column_stack([inputs.reshape(len(inputs), -1), np.ones(len(inputs))])
    weights = np.linalg.lstsq(X[:half], targets[:half], rcond=None)[0]
    y, X = targets[:half], X[:half]
    missed = ((y - X @ weights) ** 2).sum(axis=0)
    return 1 - missed / ((y - y.mean(axis=0)) ** 2).sum(axis=0)
