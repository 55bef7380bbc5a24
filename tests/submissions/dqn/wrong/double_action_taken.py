# Judges the action that was just taken.
# fails: dqn-double-tests
# says: action just taken

# %% dqn-double
def double_targets(network, target_network, batch, gamma):
    judged = tf.gather(target_network(batch.next_state), batch.action, batch_dims=1)
    return batch.reward + gamma * tf.where(batch.terminated, 0.0, judged)
