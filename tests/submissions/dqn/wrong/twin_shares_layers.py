# A new model made of the same layers.
# fails: dqn-twin-tests
# says: alias

# %% dqn-twin
def twin(network):
    return keras.Sequential([keras.Input((4,)), *network.layers])
