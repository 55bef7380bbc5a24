# Forgets the ELU.
# fails: pg-snapshot-tests, pg-snapshot-axes-tests
# says: lacks its ELU

# %% pg-snapshot
def left_probability(weights, states):
    W1, b1, W2, b2 = weights
    z = (states @ W1 + b1) @ W2 + b2
    return 1 / (1 + np.exp(-z[..., 0]))
