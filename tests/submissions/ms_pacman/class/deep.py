# Hands in a network of two layers: what is good in one unit, what is bad in the other.

# %% mp-network
def my_network():
    weights = np.array(
        [1.27, 0.56, 1.06, 0.5, 2.06, 0.18, -0.33, -0.62, -0.32, -0.18, 1.26, -0.23, 0.13, 1.46]
    )
    both = np.stack([weights, -weights], axis=1)
    return [both, np.zeros(2), np.array([[1.0], [-1.0]]), np.zeros(1)]
