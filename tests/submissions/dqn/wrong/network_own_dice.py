# First weights from keras's own generator, not from rng.
# fails: dqn-network-tests
# says: the same rng

# %% dqn-network
def build_network(inputs, hidden, activation, actions, rng):
    layers = [keras.layers.Dense(units, activation) for units in hidden]
    return keras.Sequential([keras.Input((inputs,)), *layers, keras.layers.Dense(actions)])
