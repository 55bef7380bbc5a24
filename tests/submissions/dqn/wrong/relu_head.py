# The last layer never says less than 0.
# fails: dqn-network-values-tests
# says: must be linear, without relu

# %% dqn-network
def build_network(inputs, hidden, activation, actions, rng):
    layers = [dense(units, activation, rng) for units in [*hidden]]
    return keras.Sequential([keras.Input((inputs,)), *layers, dense(actions, activation, rng)])
