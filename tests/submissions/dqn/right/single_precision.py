# Computes in single precision, and compiles what chapter 6 taught to compile.

# %% dqn-forward
def forward(weights, state, activation):
    x = np.asarray(state, dtype=np.float32)
    last = len(weights) // 2 - 1
    for i in range(last + 1):
        x = x @ np.float32(weights[2 * i]) + np.float32(weights[2 * i + 1])
        x = x if i == last else activation(x)
    return x


# %% dqn-schedule
def epsilon_at(step, first, last, steps):
    return np.float32(first) + np.float32(min(1, step / steps)) * np.float32(last - first)


# %% dqn-targets
@tf.function
def td_targets(network, target_network, batch, gamma):
    best = tf.reduce_max(target_network(batch.next_state), axis=1)
    return batch.reward + gamma * best * (1 - tf.cast(batch.terminated, tf.float32))


# %% dqn-double
@tf.function
def double_targets(network, target_network, batch, gamma):
    best = tf.argmax(network(batch.next_state), axis=1)
    value = tf.gather(target_network(batch.next_state), best, batch_dims=1)
    return batch.reward + gamma * tf.where(batch.terminated, tf.zeros_like(value), value)


# %% dqn-loss
@tf.function
def td_loss(network, target_network, batch, gamma, targets):
    y = tf.stop_gradient(targets(network, target_network, batch, gamma))
    Q = tf.gather(network(batch.state), batch.action, batch_dims=1)
    return tf.reduce_mean(tf.square(Q - y))


# %% dqn-probes
def probes(gamma):
    g = np.float32(gamma)
    one = np.float32(1)
    return [
        [(0, 0, np.float32(2), 1, np.True_, np.float32(2))],
        [(0, 0, one, 2, np.True_, one), (1, 0, -one, 2, np.True_, -one)],
        [(0, 0, one, 1, np.True_, one), (0, 1, -one, 1, np.True_, -one)],
        [(0, 0, np.float32(0), 1, np.False_, g), (1, 0, one, 2, np.True_, one)],
        [(0, 0, one, 0, np.True_, one)],
        [(0, a, np.float32(0), 1, False, g) for a in (0, 1)]
        + [(1, a, one - 2 * a, 2, True, one - 2 * a) for a in (0, 1)],
    ]
