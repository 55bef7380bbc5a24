# Uses operations of Keras; one gradient for each row, added up; running means; numbers drawn in one go.

# %% pg-rule
from keras import ops


def lean_policy(states):
    return ops.convert_to_numpy(ops.cast(ops.greater_equal(states[:, 2], 0), "int32"))


# %% pg-snapshot
def left_probability(weights, states):
    def neuron(x):
        return x if x > 0 else np.exp(x) - 1

    elu = np.vectorize(neuron, otypes=[float])
    W1, b1, W2, b2 = weights
    z = np.add(np.dot(elu(np.add(np.dot(states, W1), b1)), W2), b2) if W1.ndim == 2 else None
    if z is None:
        return np.stack(
            [left_probability([w[k] for w in weights], states[k]) for k in range(len(W1))]
        )
    return np.reciprocal(1.0 + np.exp(-z)).reshape(states.shape[:-1])


# %% pg-sample
def sample_actions(p_left, rng):
    coins = rng.random(p_left.size + 1)[:-1]  # one more than needed
    thrown = coins.reshape(p_left.shape)
    return 1 * ~(thrown < p_left)


# %% pg-play
def play_episodes(envs, act, T):
    n = envs.num_envs
    record = {name: [] for name in ("states", "actions", "rewards", "done")}
    state, info = envs.reset()
    finished = set()
    for t in range(T):
        action = act(state)
        record["states"] += [state]
        record["actions"] += [action]
        state, reward, terminated, truncated, info = envs.step(action)
        record["rewards"] += [reward]
        record["done"] += [terminated | truncated]
        finished |= set(np.flatnonzero(terminated | truncated).tolist())
        if len(finished) == n:
            break
    k = len(record["states"])
    # a step belongs to the episode if nothing was done before it
    before = np.vstack([np.zeros((1, n), bool), np.array(record["done"])[:-1]])
    playing = np.zeros((T, n), dtype=bool)
    playing[:k] = ~np.logical_or.accumulate(before, axis=0)
    states, actions, rewards = (
        np.zeros((T, n, 4)),
        np.zeros((T, n), np.int32),
        np.zeros((T, n), np.float32),
    )
    states[:k], actions[:k], rewards[:k] = record["states"], record["actions"], record["rewards"]
    return states.astype("float32"), actions, rewards * playing, playing


# %% pg-score
def score(network, state, action):
    with tf.GradientTape() as tape:
        p_left = ops.squeeze(network(ops.expand_dims(state, 0), training=True))
        log_pi = ops.log(ops.where(ops.equal(action, LEFT), p_left, 1 - p_left))
    return log_pi, tape.gradient(log_pi, network.trainable_variables)


# %% pg-returns
def discounted_returns(rewards, gamma):
    G = np.array(rewards, dtype=float)
    k, factor = 1, gamma
    while k < len(G):  # doubles how far it sees with each turn
        G[:-k] = G[:-k] + factor * G[k:]
        k, factor = 2 * k, factor * factor
    return G


# %% pg-normalise
def normalise(returns, playing):
    n, mean, m2 = 0, 0.0, 0.0
    for G in returns[playing]:  # Welford
        n += 1
        delta = G - mean
        mean += delta / n
        m2 += delta * (G - mean)
    if m2 == 0:
        return np.zeros(returns.shape)
    return np.where(playing, (returns - mean) * (n / m2) ** 0.5, 0)


# %% pg-gradient
@tf.function(reduce_retracing=True, autograph=False)
def policy_gradient(network, states, actions, psi):
    with tf.GradientTape() as tape:
        p_left = network(states)
        target = ops.expand_dims(ops.cast(ops.equal(actions, LEFT), "float32"), -1)
        loss = ops.sum(psi * keras.losses.binary_crossentropy(target, p_left))
    return tape.gradient(loss, network.trainable_variables)


# %% pg-reinforce
def reinforce(network, play, weigh, learn, iterations):
    history = {}
    for i in range(iterations):
        batch = dict(zip(("s", "a", "r", "p"), play(network.get_weights())))
        history[i] = batch["r"].cumsum(axis=0)[-1]
        psi = weigh(batch["r"], batch["p"])
        learn(batch["s"], batch["a"], psi)
    return np.array(list(history.values()))


# %% pg-whole
def whole_episode(returns, playing):
    t, e = np.nonzero(playing)
    psi = np.zeros(returns.shape)
    psi[t, e] = returns[0, e]
    return psi


# %% pg-baseline
def advantages(returns, playing):
    t, e = playing.nonzero()
    G = returns[t, e]
    sums = np.bincount(t, weights=G, minlength=len(returns))
    counts = np.bincount(t, minlength=len(returns))
    psi = np.zeros(returns.shape)
    psi[t, e] = G - sums[t] / counts[t]
    return psi
