# Moves the values of all actions to the target.
# fails: dqn-loss-tests, dqn-loss-gradient-tests
# says: only the action taken

# %% dqn-loss
def td_loss(network, target_network, batch, gamma, targets):
    y = tf.stop_gradient(targets(network, target_network, batch, gamma))
    return tf.reduce_mean((network(batch.state) - y[:, None]) ** 2)
