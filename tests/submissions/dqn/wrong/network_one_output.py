# One output instead of one per action.
# fails: dqn-network-tests
# says: wrong shape

# %% dqn-network
def build_network(inputs, hidden, activation, actions, rng):
    layers = [dense(units, activation, rng) for units in hidden]
    return keras.Sequential([keras.Input((inputs,)), *layers, dense(1, None, rng)])
