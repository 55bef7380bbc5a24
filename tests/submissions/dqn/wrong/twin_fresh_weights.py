# A clone with fresh weights.
# fails: dqn-twin-tests
# says: copies the shape only

# %% dqn-twin
def twin(network):
    return keras.models.clone_model(network)
