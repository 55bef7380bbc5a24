# Takes half the square everywhere.
# fails: dqn-huber-tests
# says: that is the square, halved

# %% dqn-huber
def huber_loss(network, target_network, batch, gamma, targets, width=1.0):
    y = tf.stop_gradient(targets(network, target_network, batch, gamma))
    delta = tf.gather(network(batch.state), batch.action, batch_dims=1) - y
    return tf.reduce_mean(delta**2) / 2
