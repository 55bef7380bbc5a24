# Never expects less than nothing.
# fails: dqn-targets-tests
# says: all next values negative

# %% dqn-targets
def td_targets(network, target_network, batch, gamma):
    value = tf.maximum(tf.reduce_max(target_network(batch.next_state), axis=1), 0.0)
    return batch.reward + gamma * tf.where(batch.terminated, 0.0, value)
