# Takes the mean of the errors first.
# fails: dqn-huber-tests
# says: width 4

# %% dqn-huber
def huber_loss(network, target_network, batch, gamma, targets, width=1.0):
    y = tf.stop_gradient(targets(network, target_network, batch, gamma))
    delta = tf.gather(network(batch.state), batch.action, batch_dims=1) - y
    size = tf.abs(tf.reduce_mean(delta))
    return tf.where(size <= width, size**2 / 2, width * (size - width / 2))
