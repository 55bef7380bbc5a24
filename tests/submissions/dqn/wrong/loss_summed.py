# The sum where the mean is meant.
# fails: dqn-loss-tests, dqn-loss-gradient-tests
# says: not the sum

# %% dqn-loss
def td_loss(network, target_network, batch, gamma, targets):
    y = tf.stop_gradient(targets(network, target_network, batch, gamma))
    Q = tf.gather(network(batch.state), batch.action, batch_dims=1)
    return tf.reduce_sum((Q - y) ** 2)
