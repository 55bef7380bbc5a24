# Computes the double targets by numpy.
# fails: dqn-double-tests
# says: when TensorFlow compiles it

# %% dqn-double
def double_targets(network, target_network, batch, gamma):
    chosen = np.argmax(network(batch.next_state), axis=1)
    judged = np.take_along_axis(np.array(target_network(batch.next_state)), chosen[:, None], 1)[
        :, 0
    ]
    return tf.constant(batch.reward + gamma * np.where(batch.terminated, 0.0, judged), tf.float32)
