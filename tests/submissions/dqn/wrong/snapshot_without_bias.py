# Forgets the biases.
# fails: dqn-forward-tests
# says: biases are missing

# %% dqn-forward
def forward(weights, state, activation):
    for W in weights[:-2:2]:
        state = activation(state @ W)
    return state @ weights[-2]
