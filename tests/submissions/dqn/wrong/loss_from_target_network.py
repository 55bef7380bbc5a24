# Takes the values from the target network.
# fails: dqn-loss-tests, dqn-loss-gradient-tests
# says:

# %% dqn-loss
def td_loss(network, target_network, batch, gamma, targets):
    y = tf.stop_gradient(targets(network, target_network, batch, gamma))
    Q = tf.gather(target_network(batch.state), batch.action, batch_dims=1)
    return tf.reduce_mean((Q - y) ** 2)
