# Calls np.where on tensors.
# fails: dqn-targets-tests
# says: when TensorFlow compiles it

# %% dqn-targets
def td_targets(network, target_network, batch, gamma):
    next_Q = target_network(batch.next_state)
    value = np.where(batch.terminated, 0.0, tf.reduce_max(next_Q, axis=1))
    return tf.cast(batch.reward, tf.float32) + gamma * tf.constant(value, tf.float32)
