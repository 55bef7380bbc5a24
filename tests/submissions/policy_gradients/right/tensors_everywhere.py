# Computes with TensorFlow what others compute with numpy, and returns tensors.

# %% pg-rule
def lean_policy(states):
    return tf.where(states[:, 2] < 0, LEFT, RIGHT).numpy()


# %% pg-snapshot
def left_probability(weights, states):
    W1, b1, W2, b2 = (tf.cast(w, tf.float64) for w in weights)
    h = tf.nn.elu(tf.cast(states, tf.float64) @ W1 + b1)
    return tf.sigmoid(h @ W2 + b2)[..., 0].numpy()


# %% pg-sample
def sample_actions(p_left, rng):
    u = rng.random(np.shape(p_left))
    return 1 - np.floor(np.asarray(p_left) - u + 1).clip(0, 1).astype(int)


# %% pg-play
def play_episodes(envs, act, T):
    n = envs.num_envs
    states, actions = np.zeros((T, n, 4), dtype=np.float32), np.zeros((T, n), dtype=int)
    rewards, playing = np.zeros((T, n)), np.zeros((T, n), dtype=bool)
    state, _ = envs.reset()
    running = np.ones(n, dtype=int)
    for t in range(T):
        playing[t], states[t], actions[t] = running > 0, state, act(state)
        state, reward, terminated, truncated, _ = envs.step(actions[t])
        rewards[t] = reward * running
        running = running * (1 - terminated) * (1 - truncated)
        if running.sum() == 0:
            break
    return states, actions, rewards, playing


# %% pg-score
def score(network, state, action):
    with tf.GradientTape() as tape:
        p_left = network(state[np.newaxis])[0, 0]
        log_pi = tf.math.log(tf.stack([p_left, 1 - p_left])[action])
    gradient = tape.gradient(log_pi, network.trainable_variables)
    return float(log_pi), [g.numpy() for g in gradient]


# %% pg-returns
def discounted_returns(rewards, gamma):
    rewards = tf.constant(np.asarray(rewards, dtype=float))
    G = tf.scan(lambda after, r: r + gamma * after, rewards, reverse=True)
    return G.numpy()


# %% pg-normalise
def normalise(returns, playing):
    mean, variance = tf.nn.moments(tf.boolean_mask(returns, playing), axes=[0])
    psi = tf.math.divide_no_nan(returns - mean, tf.sqrt(variance))
    return tf.where(playing, psi, 0).numpy()


# %% pg-gradient
@tf.function(reduce_retracing=True)
def policy_gradient(network, states, actions, psi):
    with tf.GradientTape() as tape:
        p_left = network(states)[..., 0]
        p_done = keras.ops.where(keras.ops.equal(actions, LEFT), p_left, 1 - p_left)
        loss = -keras.ops.sum(psi * keras.ops.log(p_done))
    return tape.gradient(loss, network.trainable_variables)


# %% pg-reinforce
def reinforce(network, play, weigh, learn, iterations):
    totals = []
    for _ in range(iterations):
        (states, actions, rewards, playing), totals = play(network.get_weights()), list(totals)
        learn(states=states, actions=actions, psi=weigh(rewards, playing))
        totals += [tf.reduce_sum(rewards, axis=0).numpy()]
    return np.array(totals)


# %% pg-whole
def whole_episode(returns, playing):
    return tf.where(playing, returns[:1], 0).numpy()


# %% pg-baseline
def advantages(returns, playing):
    count = tf.reduce_sum(tf.cast(playing, tf.float64), axis=1, keepdims=True)
    total = tf.reduce_sum(tf.where(playing, returns, 0), axis=1, keepdims=True)
    usual = tf.math.divide_no_nan(total, count)
    return tf.where(playing, returns - usual, 0).numpy()


# %% pg-slopes
def slopes(h, actions, psi, beta):
    h = tf.convert_to_tensor(h)
    with tf.GradientTape() as tape:
        tape.watch(h)
        ln_pi = tf.nn.log_softmax(h)
        entropy = -tf.reduce_sum(tf.exp(ln_pi) * ln_pi, axis=1)
        done = tf.gather(ln_pi, actions, batch_dims=1)
        objective = tf.reduce_sum(tf.cast(psi, h.dtype) * done + tf.cast(beta, h.dtype) * entropy)
    return tape.gradient(objective, h)
