# Compiles what runs on tensors with tf.function, as chapter 6 teaches.

# %% dqn-targets
@tf.function
def td_targets(network, target_network, batch, gamma):
    value = tf.reduce_max(target_network(batch.next_state), axis=1)
    return batch.reward + gamma * tf.where(batch.terminated, 0.0, value)


# %% dqn-loss
@tf.function
def td_loss(network, target_network, batch, gamma, targets):
    y = tf.stop_gradient(targets(network, target_network, batch, gamma))
    Q = tf.gather(network(batch.state), batch.action, batch_dims=1)
    return tf.reduce_mean((Q - y) ** 2)


# %% dqn-double
@tf.function
def double_targets(network, target_network, batch, gamma):
    chosen = tf.argmax(network(batch.next_state), axis=1)
    judged = tf.gather(target_network(batch.next_state), chosen, batch_dims=1)
    return batch.reward + gamma * tf.where(batch.terminated, 0.0, judged)
