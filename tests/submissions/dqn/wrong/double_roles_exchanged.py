# The target network chooses and the learning network judges.
# fails: dqn-double-tests
# says: roles are exchanged

# %% dqn-double
def double_targets(network, target_network, batch, gamma):
    chosen = tf.argmax(target_network(batch.next_state), axis=1)
    judged = tf.gather(network(batch.next_state), chosen, batch_dims=1)
    return batch.reward + gamma * tf.where(batch.terminated, 0.0, judged)
