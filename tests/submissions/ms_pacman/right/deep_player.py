# Hands in a network of two layers that says the same: what is good in one unit, what is bad in the other.

# %% mp-network
def my_network():
    weights = np.array(
        [1.4, 0.34, 1.25, 1.23, 3.96, 0.98, -0.39, -0.26, -0.55, -0.57, 1.08, -0.67, 0.17, 1.76]
    )
    both = np.stack([weights, -weights], axis=1)
    return (both.astype(np.float32), [0, 0], np.array([[1.0], [-1.0]]), np.zeros(1, dtype=int))
