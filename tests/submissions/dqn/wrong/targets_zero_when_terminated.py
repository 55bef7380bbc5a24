# Drops the reward of the last step as well.
# fails: dqn-targets-end-tests
# says: the reward still counts

# %% dqn-targets
def td_targets(network, target_network, batch, gamma):
    y = batch.reward + gamma * tf.reduce_max(target_network(batch.next_state), axis=1)
    return tf.where(batch.terminated, 0.0, y)
