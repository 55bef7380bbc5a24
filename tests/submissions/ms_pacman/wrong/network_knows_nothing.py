# All weights are 0, as before the first lesson: it goes up wherever it can.
# fails: mp-network-tests
# says: a point for a mean of 500

# %% mp-network
def my_network():
    return [np.zeros((14, 1)), np.zeros(1)]
