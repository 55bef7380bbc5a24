# Clips large errors.
# fails: dqn-loss-tests
# says: values 300 and 5

# %% dqn-loss
def td_loss(network, target_network, batch, gamma, targets):
    y = tf.stop_gradient(targets(network, target_network, batch, gamma))
    Q = tf.gather(network(batch.state), batch.action, batch_dims=1)
    return tf.reduce_mean(tf.clip_by_value(Q - y, -200, 200) ** 2)
