# The largest value of the whole batch.
# fails: dqn-targets-tests, dqn-targets-end-tests
# says: axis=1

# %% dqn-targets
def td_targets(network, target_network, batch, gamma):
    value = tf.reduce_max(target_network(batch.next_state))
    return batch.reward + gamma * tf.where(batch.terminated, 0.0, value)
