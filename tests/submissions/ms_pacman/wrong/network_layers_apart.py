# Its second layer does not fit the first one.
# fails: mp-network-tests
# says: layer 2 needs a matrix of shape

# %% mp-network
def my_network():
    return [np.ones((14, 8)), np.zeros(8), np.ones((14, 1)), np.zeros(1)]
