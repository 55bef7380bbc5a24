# Keeps the dimension: targets of shape (n, 1) that broadcast to (n, n).
# fails: dqn-targets-tests, dqn-targets-end-tests
# says: shape

# %% dqn-targets
def td_targets(network, target_network, batch, gamma):
    value = tf.reduce_max(target_network(batch.next_state), axis=1, keepdims=True)
    return batch.reward + gamma * tf.where(batch.terminated[:, None], 0.0, value)
