# Drops the first axis but one: works for a single network only.
# fails: pg-snapshot-axes-tests
# says: two networks at once

# %% pg-snapshot
def left_probability(weights, states):
    W1, b1, W2, b2 = weights
    h = states @ W1 + b1
    h = np.where(h > 0, h, np.expm1(h))
    return 1 / (1 + np.exp(-(h @ W2 + b2)[:, 0]))
