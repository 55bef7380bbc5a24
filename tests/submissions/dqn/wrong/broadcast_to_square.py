# (N, 1) minus (N,) is (N, N).
# fails: dqn-loss-tests, dqn-loss-gradient-tests
# says: (N, N)

# %% dqn-loss
def td_loss(network, target_network, batch, gamma, targets):
    y = tf.stop_gradient(targets(network, target_network, batch, gamma))
    Q = tf.gather(network(batch.state), batch.action[:, None], batch_dims=1)
    return tf.reduce_mean((Q - y) ** 2)
