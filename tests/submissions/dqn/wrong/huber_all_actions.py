# Corrects all actions.
# fails: dqn-huber-tests
# says: 

# %% dqn-huber
def huber_loss(network, target_network, batch, gamma, targets, width=1.0):
    y = tf.stop_gradient(targets(network, target_network, batch, gamma))
    delta = network(batch.state) - y[:, tf.newaxis]
    size = tf.abs(delta)
    return tf.reduce_mean(tf.where(size <= width, delta**2 / 2, width * (size - width / 2)))
