# Works on whole arrays: matrices of powers, masked arrays, einsum, cross-entropy.

# %% pg-rule
def lean_policy(states):
    return (states[:, 2] >= 0).astype(int)


# %% pg-snapshot
def left_probability(weights, states):
    W1, b1, W2, b2 = weights
    x = np.einsum("...ni,...ij->...nj", states, W1) + b1
    h = np.maximum(x, 0) + np.expm1(np.minimum(x, 0))
    z = np.einsum("...ni,...ij->...nj", h, W2) + b2
    return np.squeeze(0.5 * (1 + np.tanh(z / 2)), axis=-1)


# %% pg-sample
def sample_actions(p_left, rng):
    return rng.binomial(1, 1 - p_left)


# %% pg-play
def play_episodes(envs, act, T):
    n = envs.num_envs
    state, _ = envs.reset()
    running = np.ones(n, dtype=bool)
    log = []
    for t in range(T):
        action = np.asarray(act(state))
        after, reward, terminated, truncated, _ = envs.step(action)
        log.append((state, action, np.where(running, reward, 0.0), running))
        running = np.logical_and(running, np.logical_not(np.logical_or(terminated, truncated)))
        state = after
        if not np.any(running):
            break
    parts = [np.stack(part) for part in zip(*log)]
    return tuple(np.concatenate([p, np.zeros((T - len(p), *p.shape[1:]), p.dtype)]) for p in parts)


# %% pg-score
def score(network, state, action):
    with tf.GradientTape() as tape:
        p_left = network(tf.constant(state)[None])[0, 0]
        log_pi = -keras.losses.binary_crossentropy([1.0 - action], [p_left])
    return log_pi, tape.gradient(log_pi, network.trainable_variables)


# %% pg-returns
def discounted_returns(rewards, gamma):
    t = np.arange(len(rewards))
    return np.triu(float(gamma) ** np.abs(t - t[:, None])) @ rewards


# %% pg-normalise
def normalise(returns, playing):
    masked = np.ma.array(returns, mask=~playing)
    return ((masked - masked.mean()) / (masked.std() + 1e-8)).filled(0)


# %% pg-gradient
@tf.function(reduce_retracing=True)
def policy_gradient(network, states, actions, psi):
    with tf.GradientTape() as tape:
        p_left = network(states)[..., 0]
        chosen = tf.stack([p_left, 1 - p_left], axis=-1)
        p = tf.gather(chosen, actions, batch_dims=len(actions.shape))
        loss = -tf.tensordot(tf.reshape(psi, [-1]), tf.reshape(tf.math.log(p), [-1]), 1)
    return tape.gradient(loss, network.trainable_variables)


# %% pg-reinforce
def reinforce(network, play, weigh, learn, iterations):
    def lesson():
        states, actions, rewards, playing = play(network.get_weights())
        learn(states, actions, weigh(rewards, playing))
        return np.einsum("tn->n", rewards)

    return np.stack([lesson() for _ in range(iterations)])


# %% pg-whole
def whole_episode(returns, playing):
    return returns[:1] * playing


# %% pg-baseline
def advantages(returns, playing):
    masked = np.ma.array(returns, mask=~playing)
    return (masked - masked.mean(axis=1, keepdims=True)).filled(0)

# %% pg-reuse
def clipped_credit(p_now, p_then, psi, clip):
    ratio = np.exp(np.log(p_now) - np.log(p_then))
    had = ((psi > 0) & (ratio > 1 + clip)) | ((psi < 0) & (ratio < 1 - clip))
    return ratio * psi * ~had


# %% pg-slopes
def slopes(h, actions, psi, beta):
    pi = np.exp(h - np.logaddexp.reduce(h, axis=1, keepdims=True))
    surprise = np.logaddexp.reduce(h, axis=1, keepdims=True) - h
    upward = -psi[:, None] * pi
    upward[np.arange(len(h)), actions] += psi
    return upward + beta * pi * (surprise - np.einsum("ij,ij->i", pi, surprise)[:, None])
