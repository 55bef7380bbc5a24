# Stops the gradient in its own ways: watches the target as a constant, uses keras's own losses.

# %% dqn-epsilon-greedy
def epsilon_greedy(Q, epsilon, rng):
    order = np.argsort(Q, axis=1)
    best = order[:, -1]
    any_action = np.array([rng.integers(Q.shape[1]) for _ in best])
    coin = np.array([rng.random() for _ in best]) < epsilon
    return np.choose(coin.astype(int), [best, any_action])


# %% dqn-loss
def td_loss(network, target_network, batch, gamma, targets):
    with tf.GradientTape() as unused:
        y = targets(network, target_network, batch, gamma)
    y = tf.stop_gradient(y)
    Q = tf.reduce_sum(
        network(batch.state) * tf.one_hot(batch.action, depth=tf.shape(network(batch.state))[1]),
        axis=1,
    )
    return keras.losses.MeanSquaredError()(y, Q)


# %% dqn-targets
def td_targets(network, target_network, batch, gamma):
    value = tf.reduce_max(target_network(batch.next_state), axis=1)
    return tf.where(batch.terminated, batch.reward, batch.reward + gamma * value)


# %% dqn-soft
def soft_update(target_network, network, tau):
    for i, new in enumerate(network.trainable_variables):
        old = target_network.trainable_variables[i]
        difference = tf.subtract(new, old)
        old.assign_add(tf.multiply(float(tau), difference))


# %% dqn-collect
def collect(envs, state, over, action, memory):
    next_state, reward, terminated, truncated, _ = envs.step(action)
    memory.add(
        Batch(state, action, reward, next_state, terminated)._replace(
            **{
                name: part[~over]
                for name, part in zip(
                    Batch._fields, (state, action, reward, next_state, terminated)
                )
            }
        )
    )
    return next_state, np.logical_or(terminated, truncated)
