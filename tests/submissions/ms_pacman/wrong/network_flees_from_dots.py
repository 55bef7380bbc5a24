# Has all signs turned round, and runs to the ghosts.
# fails: mp-network-tests
# says: a point for a mean of 500

# %% mp-network
def my_network():
    return [
        -np.array(
            [1.4, 0.34, 1.25, 1.23, 3.96, 0.98, -0.39, -0.26, -0.55, -0.57, 1.08, -0.67, 0.17, 1.76]
        )[:, None],
        np.zeros(1),
    ]
