# Takes the first five hidden units, however many there are.
# fails: pg-snapshot-axes-tests
# says: 7 hidden units

# %% pg-snapshot
def left_probability(weights, states):
    W1, b1, W2, b2 = weights
    h = states @ W1[..., :5] + b1[..., :5]
    h = np.where(h > 0, h, np.exp(np.minimum(h, 0)) - 1)
    return 1 / (1 + np.exp(-(h @ W2[..., :5, :] + b2)[..., 0]))
