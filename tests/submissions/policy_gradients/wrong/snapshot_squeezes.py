# Drops every axis of length 1, that of a single state as well.
# fails: pg-snapshot-tests, pg-snapshot-axes-tests
# says: single state

# %% pg-snapshot
def left_probability(weights, states):
    W1, b1, W2, b2 = weights
    h = states @ W1 + b1
    h = np.where(h > 0, h, np.exp(np.minimum(h, 0)) - 1)
    return np.squeeze(1 / (1 + np.exp(-(h @ W2 + b2))))
