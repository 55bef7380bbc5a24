# Stops the gradient of the values as well: nothing is learned.
# fails: dqn-loss-gradient-tests
# says: there is no gradient

# %% dqn-loss
def td_loss(network, target_network, batch, gamma, targets):
    y = targets(network, target_network, batch, gamma)
    Q = tf.gather(network(batch.state), batch.action, batch_dims=1)
    return tf.reduce_mean(tf.stop_gradient(Q - y) ** 2)
