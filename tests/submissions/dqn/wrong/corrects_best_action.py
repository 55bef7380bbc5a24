# Compares the largest value, whatever was done.
# fails: dqn-loss-tests, dqn-loss-gradient-tests
# says: you compare the largest value

# %% dqn-loss
def td_loss(network, target_network, batch, gamma, targets):
    y = tf.stop_gradient(targets(network, target_network, batch, gamma))
    return tf.reduce_mean((tf.reduce_max(network(batch.state), axis=1) - y) ** 2)
