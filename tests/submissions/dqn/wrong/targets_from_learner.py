# The network that learns gives its own targets.
# fails: dqn-targets-tests
# says: the target network gives

# %% dqn-targets
def td_targets(network, target_network, batch, gamma):
    value = tf.where(batch.terminated, 0.0, tf.reduce_max(network(batch.next_state), axis=1))
    return batch.reward + gamma * value
