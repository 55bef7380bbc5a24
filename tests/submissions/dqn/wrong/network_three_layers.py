# Makes at most three hidden layers.
# fails: dqn-network-tests
# says: wrong sizes

# %% dqn-network
def build_network(inputs, hidden, activation, actions, rng):
    layers = [dense(units, activation, rng) for units in hidden[:3]]
    return keras.Sequential([keras.Input((inputs,)), *layers, dense(actions, None, rng)])
