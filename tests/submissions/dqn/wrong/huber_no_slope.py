# Forgets that the line's slope is the width.
# fails: dqn-huber-tests
# says: width 2.5

# %% dqn-huber
def huber_loss(network, target_network, batch, gamma, targets, width=1.0):
    y = tf.stop_gradient(targets(network, target_network, batch, gamma))
    delta = tf.gather(network(batch.state), batch.action, batch_dims=1) - y
    size = tf.abs(delta)
    return tf.reduce_mean(tf.where(size <= width, delta**2 / 2, size - width / 2))
