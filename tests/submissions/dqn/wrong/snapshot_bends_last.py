# Applies the activation to the last layer, too.
# fails: dqn-forward-tests
# says: the last layer is linear

# %% dqn-forward
def forward(weights, state, activation):
    for W, b in zip(weights[::2], weights[1::2]):
        state = activation(state @ W + b)
    return state
