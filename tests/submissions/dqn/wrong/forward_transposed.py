# Multiplies by the transposed matrices.
# fails: dqn-forward-tests
# says: number of columns

# %% dqn-forward
def forward(weights, state, activation):
    for W, b in zip(weights[:-2:2], weights[1:-2:2], strict=True):
        state = activation(state @ W.T + b)
    return state @ weights[-2] + weights[-1]
