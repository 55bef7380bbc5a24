# Subtracts truth values from one.
# fails: dqn-targets-tests, dqn-targets-end-tests
# says:

# %% dqn-targets
def td_targets(network, target_network, batch, gamma):
    value = tf.reduce_max(target_network(batch.next_state), axis=1)
    return batch.reward + gamma * (1 - batch.terminated) * value
