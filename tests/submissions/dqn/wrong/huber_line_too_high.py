# Begins the line anew beyond the width.
# fails: dqn-huber-tests
# says: less half of the width

# %% dqn-huber
def huber_loss(network, target_network, batch, gamma, targets, width=1.0):
    y = tf.stop_gradient(targets(network, target_network, batch, gamma))
    delta = tf.gather(network(batch.state), batch.action, batch_dims=1) - y
    size = tf.abs(delta)
    return tf.reduce_mean(tf.where(size <= width, delta**2 / 2, width * size))
