# Hidden layers without activation: three layers that are no more than one.
# fails: dqn-network-values-tests
# says: need their activation

# %% dqn-network
def build_network(inputs, hidden, activation, actions, rng):
    layers = [dense(units, None, rng) for units in hidden]
    return keras.Sequential([keras.Input((inputs,)), *layers, dense(actions, None, rng)])
