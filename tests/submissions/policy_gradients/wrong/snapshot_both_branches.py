# Multiplies both branches of ELU by 0 or 1: infinity times 0.
# fails: pg-snapshot-tests
# says: let only one branch count

# %% pg-snapshot
def left_probability(weights, states):
    W1, b1, W2, b2 = weights
    h = states @ W1 + b1
    h = (h > 0) * h + (h <= 0) * (np.exp(h) - 1)
    return 1 / (1 + np.exp(-(h @ W2 + b2)[..., 0]))
