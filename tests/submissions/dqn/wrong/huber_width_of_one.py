# Takes the width for 1.
# fails: dqn-huber-tests
# says: width 4

# %% dqn-huber
def huber_loss(network, target_network, batch, gamma, targets, width=1.0):
    y = tf.stop_gradient(targets(network, target_network, batch, gamma))
    delta = tf.gather(network(batch.state), batch.action, batch_dims=1) - y
    size = tf.abs(delta)
    return tf.reduce_mean(tf.where(size <= 1, delta**2 / 2, size - 0.5))
