# No tf.function; writes into buffers in place; jacobians; sorts; starts from what the notebook imports.

# %% pg-rule
def lean_policy(states, left=LEFT, right=RIGHT):
    out = np.empty(states.shape[0], dtype=np.uint8)
    out.fill(right)
    np.putmask(out, states[:, 2] < 0, left)
    return out


# %% pg-snapshot
def left_probability(weights, states, /):
    W1, b1, W2, b2 = weights
    h = np.matmul(states, W1)
    h += b1
    mask = h < 0
    h[mask] = np.expm1(h[mask])
    z = np.matmul(h, W2)
    z += b2
    np.negative(z, out=z)
    np.exp(z, out=z)
    z += 1
    np.reciprocal(z, out=z)
    # print(z.shape)
    return np.moveaxis(z, -1, 0)[0]


# %% pg-sample
def sample_actions(p_left, rng, /):
    resolution = 2**53
    return (rng.integers(0, resolution, size=p_left.shape) >= p_left * resolution).astype("int64")


# %% pg-play
def play_episodes(envs, act, T):
    n = envs.num_envs
    states, actions = np.zeros((n, T, 4), dtype=np.float32), np.zeros((n, T), dtype=np.int64)
    rewards, length = np.zeros((n, T)), np.zeros(n, dtype=int)
    obs = envs.reset()[0]
    alive = np.arange(n)  # the ponds that still play
    for t in range(T):
        a = np.asarray(act(obs))
        states[:, t], actions[:, t] = obs, a
        obs, r, terminated, truncated, info = envs.step(a)
        rewards[alive, t] += r[alive]
        length[alive] += 1
        alive = np.setdiff1d(alive, np.flatnonzero(np.logical_or(terminated, truncated)))
        if alive.size == 0:
            break
    playing = np.arange(T) < length[:, np.newaxis]
    return states.swapaxes(0, 1), actions.T, rewards.T, playing.T


# %% pg-score
def score(network, state, action):
    x = tf.Variable(state[np.newaxis])
    with tf.GradientTape() as tape:
        p = network(x)
        p = p if action == LEFT else 1.0 - p
        log_pi = tf.reduce_sum(tf.math.log(p + 1e-9))
    return [log_pi, tape.gradient(log_pi, network.trainable_variables)]


# %% pg-returns
def discounted_returns(rewards, gamma):
    G = rewards.astype(np.float64)
    for earlier, later in zip(G[-2::-1], G[:0:-1]):
        if G.ndim == 1:
            break
        earlier += gamma * later
    if G.ndim == 1:
        for t in range(len(G) - 2, -1, -1):
            G[t] += gamma * G[t + 1]
    return G


# %% pg-normalise
def normalise(returns, playing):
    played = np.extract(playing, returns).astype(np.float64)
    played -= played.mean()
    size = np.linalg.norm(played) / np.sqrt(played.size)
    if size:
        played /= size + 1e-6
    out = np.zeros(returns.shape)
    np.place(out, playing, played)
    return out


# %% pg-gradient
def policy_gradient(network, states, actions, psi):
    variables = network.trainable_variables
    with tf.GradientTape(persistent=True) as tape:
        p_left = network(states)[..., 0]
        p_taken = tf.where(tf.equal(actions, LEFT), p_left, tf.ones_like(p_left) - p_left)
        log_pi = tf.math.log(p_taken)
    # the weighted sum of the scores, as `output_gradients` of the tape; minus, because it goes downhill
    return tape.gradient(log_pi, variables, output_gradients=-tf.convert_to_tensor(psi, tf.float32))


# %% pg-reinforce
def reinforce(network, play, weigh, learn, iterations):
    totals = []
    for iteration in range(1, iterations + 1):
        snapshot = network.get_weights()
        states, actions, rewards, playing = play(snapshot)
        psi = weigh(rewards, playing)
        learn(states, actions, psi)
        totals.append(tuple(float(r) for r in np.sum(rewards, axis=0)))
        if iteration % 50 == 0:
            pass  # print(iteration, np.mean(totals[-1]))
    return np.asarray(totals)


# %% pg-whole
def whole_episode(returns, playing):
    out = returns.copy()
    out[:] = out[0]
    out[np.logical_not(playing)] = 0.0
    return out


# %% pg-baseline
def advantages(returns, playing):
    out = returns.astype(float)
    for row, on in zip(out, playing):
        row[on] -= np.average(row[on]) if on.any() else 0
        row[~on] = 0
    return out

# %% pg-reuse
def clipped_credit(p_now, p_then, psi, clip):
    ratio = p_now / p_then
    straight = ratio * psi
    flattened = np.clip(ratio, 1 - clip, 1 + clip) * psi
    return np.where(straight <= flattened, straight, 0.0)
