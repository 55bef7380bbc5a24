# Hands in a network far larger than needed.
# fails: mp-network-tests
# says: at most 100,000 numbers

# %% mp-network
def my_network():
    return [np.ones((14, 7000)), np.zeros(7000), np.ones((7000, 1)), np.zeros(1)]
