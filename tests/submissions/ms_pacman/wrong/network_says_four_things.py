# Says a number for each of four actions, not one for a way.
# fails: mp-network-tests
# says: the last layer has one number

# %% mp-network
def my_network():
    return [np.ones((14, 4)), np.zeros(4)]
