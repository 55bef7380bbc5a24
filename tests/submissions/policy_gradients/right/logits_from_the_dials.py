# Takes the dials apart: logits of its own, gradients by the chain rule, softplus; draws by racing clocks.

# %% pg-rule
lean_policy = lambda states: np.take((LEFT, RIGHT), states.T[2] >= 0)


# %% pg-snapshot
def logits(weights, states):
    W1, b1, W2, b2 = weights
    x = states @ W1 + b1
    negative = np.exp(np.fmin(x, 0)) - 1
    return (x * (x > 0) + negative * (x <= 0)) @ W2 + b2


def left_probability(weights, states):
    z = logits(weights, states)
    two = np.concatenate([z, np.zeros_like(z)], axis=-1)  # softmax of z and 0
    two -= two.max(axis=-1, keepdims=True)
    e = np.exp(two)
    return e[..., 0] / e.sum(axis=-1)


# %% pg-sample
def sample_actions(p_left, rng):
    # two clocks run with rates p and 1 - p; whichever rings first decides
    left, right = rng.exponential(size=(2, *p_left.shape))
    return np.where(left * (1 - p_left) < right * p_left, LEFT, RIGHT)


# %% pg-play
def play_episodes(envs, act, T):
    states, actions, rewards, ended = [], [], [], []
    state, _ = envs.reset()
    over = np.zeros(envs.num_envs, dtype=bool)
    while len(states) < T and not over.all():
        states.append(state)
        actions.append(act(state))
        state, reward, terminated, truncated, _ = envs.step(actions[-1])
        rewards.append(reward)
        ended.append(over)
        over = over | terminated | truncated
    rest = T - len(states)
    pad = lambda x: np.pad(np.array(x), [(0, rest)] + [(0, 0)] * (np.ndim(x) - 1))
    playing = pad(~np.array(ended))
    return pad(states), pad(actions), pad(rewards) * playing, playing


# %% pg-score
def score(network, state, action):
    # d ln pi / dz is 1 - p after LEFT and -p after RIGHT; then backwards by hand
    W1, b1, W2, b2 = (v.numpy().astype(float) for v in network.trainable_variables)
    s = np.asarray(state, dtype=float)
    x = s @ W1 + b1
    h = np.where(x > 0, x, np.expm1(np.minimum(x, 0)))
    z = float((h @ W2 + b2)[0])
    p = 1 / (1 + np.exp(-z))
    by_z = 1 - p if action == LEFT else -p
    by_x = by_z * W2[:, 0] * np.where(x > 0, 1, np.exp(np.minimum(x, 0)))
    log_pi = -np.logaddexp(0, -z if action == LEFT else z)
    gradient = [np.outer(s, by_x), by_x, by_z * h[:, None], np.array([by_z])]
    return tf.constant(log_pi, tf.float32), [tf.constant(g, tf.float32) for g in gradient]


# %% pg-returns
def discounted_returns(rewards, gamma):
    # (I - gamma N) G = R, with N the matrix that shifts by one step
    T = len(rewards)
    return np.linalg.solve(np.eye(T) - gamma * np.eye(T, k=1), np.asarray(rewards, dtype=float))


# %% pg-normalise
def normalise(returns, playing):
    w = playing / playing.sum()
    centred = returns - np.sum(w * returns)
    variance = np.sum(w * centred * centred)
    return centred * playing * (1 / np.sqrt(variance) if variance > 1e-18 else 0.0)


# %% pg-gradient
@tf.function
def policy_gradient(network, states, actions, psi):
    with tf.GradientTape() as tape:
        W1, b1, W2, b2 = network.trainable_variables
        z = (tf.nn.elu(states @ W1 + b1) @ W2 + b2)[..., 0]
        sign = tf.where(actions == LEFT, -1.0, 1.0)
        loss = tf.reduce_sum(psi * tf.nn.softplus(sign * z))  # softplus(-z) is -ln sigmoid(z)
    return tape.gradient(loss, [W1, b1, W2, b2])


# %% pg-reinforce
def lessons(network, play, weigh, learn):
    while True:
        states, actions, rewards, playing = play(network.get_weights())
        learn(states, actions, weigh(rewards, playing))
        yield rewards.sum(0)


def reinforce(network, play, weigh, learn, iterations):
    from itertools import islice

    return np.array([*islice(lessons(network, play, weigh, learn), iterations)])


# %% pg-whole
def whole_episode(returns, playing):
    return np.einsum("n,tn->tn", returns[0], playing)


# %% pg-baseline
def advantages(returns, playing):
    # the mean as a matrix that is applied to each row
    result = np.zeros_like(returns)
    for t in np.flatnonzero(playing.any(axis=1)):
        k = int(playing[t].sum())
        result[t, playing[t]] = (np.eye(k) - np.full((k, k), 1 / k)) @ returns[t, playing[t]]
    return result
