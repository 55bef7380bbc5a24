# Plain DQN under another name.
# fails: dqn-double-tests
# says: plain DQN

# %% dqn-double
def double_targets(network, target_network, batch, gamma):
    value = tf.reduce_max(target_network(batch.next_state), axis=1)
    return batch.reward + gamma * tf.where(batch.terminated, 0.0, value)
