# Holds the targets still by making numpy arrays of them.
# fails: dqn-loss-tests
# says: when TensorFlow compiles it

# %% dqn-loss
def td_loss(network, target_network, batch, gamma, targets):
    y = targets(network, target_network, batch, gamma).numpy()
    Q = tf.gather(network(batch.state), batch.action, batch_dims=1)
    return tf.reduce_mean((Q - y) ** 2)
