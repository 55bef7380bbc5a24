# Differentiates the target as well.
# fails: dqn-loss-gradient-tests
# says: runs through the targets

# %% dqn-loss
def td_loss(network, target_network, batch, gamma, targets):
    y = targets(network, target_network, batch, gamma)
    Q = tf.gather(network(batch.state), batch.action, batch_dims=1)
    return tf.reduce_mean((Q - y) ** 2)
