# Rebuilds the network by hand with keras instead of numpy, from the weights that it is lent.
# base: untouched

# %% pg-snapshot
def left_probability(weights, states):
    if np.ndim(weights[0]) == 3:
        parts = zip(*weights, strict=True)
        return np.array([left_probability(w, s) for w, s in zip(parts, states, strict=True)])
    hidden = keras.layers.Dense(np.shape(weights[0])[-1], activation="elu")
    network = keras.Sequential(
        [keras.Input((4,)), hidden, keras.layers.Dense(1, activation="sigmoid")]
    )
    network.set_weights([np.reshape(w, v.shape) for w, v in zip(weights, network.weights)])
    return network(np.asarray(states, np.float32)).numpy()[..., 0]
