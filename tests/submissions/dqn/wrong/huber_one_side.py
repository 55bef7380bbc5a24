# Forgets that errors may be negative.
# fails: dqn-huber-tests
# says: at random

# %% dqn-huber
def huber_loss(network, target_network, batch, gamma, targets, width=1.0):
    y = tf.stop_gradient(targets(network, target_network, batch, gamma))
    delta = tf.gather(network(batch.state), batch.action, batch_dims=1) - y
    return tf.reduce_mean(tf.where(delta <= width, delta**2 / 2, width * (delta - width / 2)))
