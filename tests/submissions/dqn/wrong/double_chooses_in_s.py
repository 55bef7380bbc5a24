# Chooses the action in the state that was left.
# fails: dqn-double-tests
# says: and in s'

# %% dqn-double
def double_targets(network, target_network, batch, gamma):
    chosen = tf.argmax(network(batch.state), axis=1)
    judged = tf.gather(target_network(batch.next_state), chosen, batch_dims=1)
    return batch.reward + gamma * tf.where(batch.terminated, 0.0, judged)
