# Ignores the argument: relu whatever is asked for.
# fails: dqn-network-values-tests
# says: the activation is an argument

# %% dqn-network
def build_network(inputs, hidden, activation, actions, rng):
    layers = [dense(units, "relu", rng) for units in hidden]
    return keras.Sequential([keras.Input((inputs,)), *layers, dense(actions, None, rng)])
