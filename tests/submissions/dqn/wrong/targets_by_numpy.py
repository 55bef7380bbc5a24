# Computes targets by numpy.
# fails: dqn-targets-tests
# says: when TensorFlow compiles it

# %% dqn-targets
def td_targets(network, target_network, batch, gamma):
    next_Q = target_network(batch.next_state).numpy()
    value = np.where(batch.terminated, 0.0, next_Q.max(axis=1))
    return tf.constant(batch.reward + gamma * value)
