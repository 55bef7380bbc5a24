# Uses ReLU for ELU.
# fails: pg-snapshot-tests, pg-snapshot-axes-tests
# says: that is ReLU

# %% pg-snapshot
def left_probability(weights, states):
    W1, b1, W2, b2 = weights
    z = np.maximum(states @ W1 + b1, 0) @ W2 + b2
    return 1 / (1 + np.exp(-z[..., 0]))
