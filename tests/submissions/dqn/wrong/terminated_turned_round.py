# Bootstraps only at terminal states.
# fails: dqn-targets-tests, dqn-targets-end-tests
# says: turned round

# %% dqn-targets
def td_targets(network, target_network, batch, gamma):
    value = tf.reduce_max(target_network(batch.next_state), axis=1)
    return batch.reward + gamma * tf.cast(batch.terminated, tf.float32) * value
