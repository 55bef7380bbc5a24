# Its learning went to infinity.
# fails: mp-network-tests
# says: must be finite

# %% mp-network
def my_network():
    return [np.full((14, 1), np.nan), np.zeros(1)]
