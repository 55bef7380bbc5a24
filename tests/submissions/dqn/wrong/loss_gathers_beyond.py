# Gathers the values of actions that don't exist.
# fails: dqn-loss-tests, dqn-loss-gradient-tests
# says: in TensorFlow's GatherV2

# %% dqn-loss
def td_loss(network, target_network, batch, gamma, targets):
    y = tf.stop_gradient(targets(network, target_network, batch, gamma))
    Q = tf.gather(network(batch.state), batch.action + 5, batch_dims=1)
    return tf.reduce_mean((Q - y) ** 2)
