# Keeps an axis of length one.
# fails: pg-snapshot-tests, pg-snapshot-axes-tests
# says: drop the last axis

# %% pg-snapshot
def left_probability(weights, states):
    W1, b1, W2, b2 = weights
    h = states @ W1 + b1
    h = np.where(h > 0, h, np.expm1(h))
    return 1 / (1 + np.exp(-(h @ W2 + b2)))
