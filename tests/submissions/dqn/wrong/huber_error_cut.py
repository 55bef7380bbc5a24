# Cuts the error, then squares it.
# fails: dqn-huber-tests
# says: of an error that was cut

# %% dqn-huber
def huber_loss(network, target_network, batch, gamma, targets, width=1.0):
    y = tf.stop_gradient(targets(network, target_network, batch, gamma))
    delta = tf.gather(network(batch.state), batch.action, batch_dims=1) - y
    return tf.reduce_mean(tf.clip_by_value(delta, -width, width) ** 2 / 2)
