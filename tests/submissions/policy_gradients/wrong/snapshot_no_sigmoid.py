# Returns the logit.
# fails: pg-snapshot-tests, pg-snapshot-axes-tests
# says: sigmoid

# %% pg-snapshot
def left_probability(weights, states):
    W1, b1, W2, b2 = weights
    h = states @ W1 + b1
    h = np.where(h > 0, h, np.expm1(h))
    return (h @ W2 + b2)[..., 0]
