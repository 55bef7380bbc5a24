# The last layer squashes the values into -1 to 1.
# fails: dqn-network-values-tests
# says: must be linear, without tanh

# %% dqn-network
def build_network(inputs, hidden, activation, actions, rng):
    layers = [dense(units, activation, rng) for units in hidden]
    return keras.Sequential([keras.Input((inputs,)), *layers, dense(actions, "tanh", rng)])
