# Recursive and functional: no loop that a function could replace.

# %% pg-rule
def lean_policy(states):
    return np.array(list(map(lambda s: LEFT if s[2] < 0 else RIGHT, states)))


# %% pg-snapshot
def left_probability(weights, states):
    def through(x, layers):
        if len(layers) == 2:
            return x @ layers[0] + layers[1]
        y = x @ layers[0] + layers[1]
        return through(np.piecewise(y, [y > 0], [lambda v: v, np.expm1]), layers[2:])

    return (1 / (1 + np.exp(-through(states, list(weights)))))[..., -1]


# %% pg-sample
def sample_actions(p_left, rng):
    return np.vectorize(lambda p: int(rng.random() >= p), otypes=[int])(p_left)


# %% pg-play
def play_episodes(envs, act, T):
    n = envs.num_envs
    empty = (np.zeros((n, 4), np.float32), np.zeros(n, int), np.zeros(n), np.zeros(n, bool))

    def go_on(t, state, running):
        if t == T:
            return []
        if not running.any():
            return [empty] * (T - t)
        actions = act(state)
        after, reward, terminated, truncated, _ = envs.step(actions)
        moment = (state, actions, reward * running, running)
        return [moment, *go_on(t + 1, after, running & ~terminated & ~truncated)]

    moments = go_on(0, envs.reset()[0], np.ones(n, dtype=bool))
    return tuple(np.array(part) for part in zip(*moments))


# %% pg-score
def score(network, state, action):
    with tf.GradientTape() as tape:
        p_left = network(state[np.newaxis])[0, 0]
        log_pi = tf.math.log(tf.abs(float(action) - p_left))
    return log_pi, tape.gradient(log_pi, network.trainable_variables)


# %% pg-returns
def discounted_returns(rewards, gamma):
    if len(rewards) == 0:
        return np.zeros(np.shape(rewards))
    after = discounted_returns(rewards[1:], gamma)
    now = rewards[0] + gamma * (after[0] if len(after) else 0)
    return np.concatenate([np.array([now], dtype=float), after])


# %% pg-normalise
def normalise(returns, playing):
    from statistics import fmean, pstdev

    flat = returns[playing].tolist()
    spread = pstdev(flat)
    return np.where(playing, (returns - fmean(flat)) / (spread or 1.0), 0.0)


# %% pg-gradient
@tf.function(reduce_retracing=True)
def policy_gradient(network, states, actions, psi):
    with tf.GradientTape() as tape:
        p_left = network(states)[..., 0]
        p = tf.abs(tf.cast(actions, tf.float32) - p_left)
        loss = tf.reduce_sum(tf.stop_gradient(-psi) * tf.math.log(p))
    return tape.gradient(loss, network.trainable_variables)


# %% pg-reinforce
def reinforce(network, play, weigh, learn, iterations):
    if iterations == 0:
        return np.zeros((0, 0))
    states, actions, rewards, playing = play(network.get_weights())
    learn(states, actions, weigh(rewards, playing))
    rest = reinforce(network, play, weigh, learn, iterations - 1)
    return np.vstack([rewards.sum(axis=0), *rest])


# %% pg-whole
def whole_episode(returns, playing):
    return np.array([list(map(lambda g, p: g if p else 0.0, returns[0], row)) for row in playing])


# %% pg-baseline
def advantages(returns, playing):
    usual = np.mean(returns, axis=1, where=playing, keepdims=True) if playing.all() else None
    if usual is None:
        usual = np.array([[r[p].mean() if p.any() else 0] for r, p in zip(returns, playing)])
    return (returns - usual) * playing
