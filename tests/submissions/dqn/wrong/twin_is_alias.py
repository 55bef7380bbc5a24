# The target network is the network.
# fails: dqn-twin-tests
# says: alias

# %% dqn-twin
def twin(network):
    return network
