# Thinks in logits and cross-entropies; discounts by powers; float32 where it can.

# %% pg-rule
def lean_policy(states):
    return np.heaviside(states[:, 2], 1).astype(np.int64)


# %% pg-snapshot
def left_probability(weights, states):
    W1, b1, W2, b2 = weights
    h = states @ W1 + b1
    negative = h <= 0
    h[negative] = np.exp(h[negative]) - 1
    odds = np.exp(h @ W2 + b2)
    return (odds / (1 + odds)).reshape(odds.shape[:-1])


# %% pg-sample
def sample_actions(p_left, rng):
    logit_left = np.log(np.maximum(p_left, 1e-300)) + rng.gumbel(size=p_left.shape)
    logit_right = np.log(np.maximum(1 - p_left, 1e-300)) + rng.gumbel(size=p_left.shape)
    return np.argmax(np.stack([logit_left, logit_right]), axis=0)


# %% pg-play
def play_episodes(envs, act, T):
    n = envs.num_envs
    states, actions = np.zeros((T, n, 4), dtype=np.float32), np.zeros((T, n), dtype=int)
    rewards, playing = np.zeros((T, n)), np.zeros((T, n), dtype=bool)
    state, _ = envs.reset()
    ended_at = np.full(n, T)
    for t in range(T):
        states[t] = state
        actions[t] = act(state)
        state, rewards[t], terminated, truncated, _ = envs.step(actions[t])
        over = (terminated | truncated) & (ended_at == T)
        ended_at[over] = t + 1
        if np.all(ended_at <= t + 1):
            break
    playing = np.arange(T)[:, None] < ended_at
    return states * playing[..., None], actions, rewards * playing, playing


# %% pg-score
def score(network, state, action):
    with tf.GradientTape() as tape:
        p_left = network(state[np.newaxis])[0, 0]
        log_pi = (1 - action) * tf.math.log(p_left) + action * tf.math.log(1 - p_left)
    return log_pi, tape.gradient(log_pi, network.trainable_variables)


# %% pg-returns
def discounted_returns(rewards, gamma):
    rewards = np.asarray(rewards, dtype=float)
    T = len(rewards)
    powers = gamma ** np.arange(T)
    return np.array([np.tensordot(powers[: T - t], rewards[t:], 1) for t in range(T)])


# %% pg-normalise
def normalise(returns, playing):
    n = playing.sum()
    mean = (returns * playing).sum() / n
    centred = (returns - mean) * playing
    variance = (centred**2).sum() / n
    return centred / np.sqrt(variance) if variance > 0 else centred * 0


# %% pg-gradient
@tf.function(reduce_retracing=True)
def policy_gradient(network, states, actions, psi):
    with tf.GradientTape() as tape:
        p_left = network(states)[..., 0]
        target = 1 - tf.cast(actions, tf.float32)
        cross_entropy = -(target * tf.math.log(p_left) + (1 - target) * tf.math.log(1 - p_left))
        loss = tf.reduce_sum(psi * cross_entropy)
    return tape.gradient(loss, network.trainable_variables)


# %% pg-reinforce
def reinforce(network, play, weigh, learn, iterations):
    totals, done = None, 0
    while done < iterations:
        batch = play([w.copy() for w in network.get_weights()])
        psi = weigh(batch[2], batch[3])
        learn(batch[0], batch[1], psi)
        total = batch[2].sum(axis=0)[None]
        totals = total if totals is None else np.concatenate([totals, total])
        done += 1
    return totals


# %% pg-whole
def whole_episode(returns, playing):
    return np.broadcast_to(returns[0], returns.shape) * playing.astype(float)


# %% pg-baseline
def advantages(returns, playing):
    with np.errstate(invalid="ignore", divide="ignore"):
        usual = np.where(playing, returns, 0).sum(axis=1) / playing.sum(axis=1)
    return np.nan_to_num(np.where(playing, returns - usual[:, None], 0))

# %% pg-reuse
def clipped_credit(p_now, p_then, psi, clip):
    credit = np.empty(np.shape(psi), dtype=np.float32)
    for i in np.ndindex(credit.shape):
        ratio = p_now[i] / p_then[i]
        bound = 1 + clip if psi[i] > 0 else 1 - clip
        enough = ratio > bound if psi[i] > 0 else ratio < bound
        credit[i] = 0 if enough else ratio * psi[i]
    return credit
