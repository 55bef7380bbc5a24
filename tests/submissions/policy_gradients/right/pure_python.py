# Everything spelled out in plain Python: loops, lists and math.

# %% pg-rule
def lean_policy(states):
    actions = []
    for position, velocity, angle, turning in states:
        if angle < 0:
            actions.append(LEFT)
        else:
            actions.append(RIGHT)
    return np.array(actions)


# %% pg-snapshot
def left_probability(weights, states):
    W1, b1, W2, b2 = weights
    if states.ndim > 2:
        return np.array([left_probability(w, s) for w, s in zip(zip(*weights), states)])
    p = []
    for s in states:
        h = [
            float(sum(s[i] * W1[i, j] for i in range(len(s))) + np.ravel(b1)[j])
            for j in range(W1.shape[1])
        ]
        h = [x if x > 0 else np.exp(x) - 1 for x in h]
        z = sum(h[j] * W2[j, 0] for j in range(len(h))) + np.ravel(b2)[0]
        p.append(1 / (1 + np.exp(-z)))
    return np.array(p)


# %% pg-sample
def sample_actions(p_left, rng):
    actions = np.empty(p_left.shape, dtype=int)
    for place in np.ndindex(p_left.shape):
        if rng.random() < p_left[place]:
            actions[place] = LEFT
        else:
            actions[place] = RIGHT
    return actions


# %% pg-play
def play_episodes(envs, act, T):
    n = envs.num_envs
    states, actions = np.zeros((T, n, 4), dtype=np.float32), np.zeros((T, n), dtype=int)
    rewards, playing = np.zeros((T, n)), np.zeros((T, n), dtype=bool)
    state, _ = envs.reset()
    over = [False] * n
    for t in range(T):
        if all(over):
            break
        action = act(state)
        next_state, reward, terminated, truncated, _ = envs.step(action)
        for e in range(n):
            if not over[e]:
                states[t, e], actions[t, e] = state[e], action[e]
                rewards[t, e], playing[t, e] = reward[e], True
                over[e] = bool(terminated[e] or truncated[e])
        state = next_state
    return states, actions, rewards, playing


# %% pg-score
def score(network, state, action):
    with tf.GradientTape() as tape:
        p_left = network(state[np.newaxis])[0, 0]
        if action == LEFT:
            log_pi = tf.math.log(p_left)
        else:
            log_pi = tf.math.log(1 - p_left)
    return log_pi, tape.gradient(log_pi, network.trainable_variables)


# %% pg-returns
def discounted_returns(rewards, gamma):
    G = [r * 1.0 for r in rewards]
    for t in range(len(G) - 2, -1, -1):
        G[t] = G[t] + gamma * G[t + 1]
    return np.array(G)


# %% pg-normalise
def normalise(returns, playing):
    T, n = returns.shape
    steps = [returns[t, e] for t in range(T) for e in range(n) if playing[t, e]]
    mean = sum(steps) / len(steps)
    spread = (sum((x - mean) ** 2 for x in steps) / len(steps)) ** 0.5
    psi = np.zeros((T, n))
    for t in range(T):
        for e in range(n):
            if playing[t, e] and spread > 0:
                psi[t, e] = (returns[t, e] - mean) / spread
    return psi


# %% pg-gradient
@tf.function(reduce_retracing=True)
def policy_gradient(network, states, actions, psi):
    with tf.GradientTape() as tape:
        p_left = network(states)[..., 0]
        left = tf.cast(actions == LEFT, tf.float32)
        p = left * p_left + (1 - left) * (1 - p_left)
        loss = tf.reduce_sum(-tf.math.log(p) * psi)
    return tape.gradient(loss, network.trainable_variables)


# %% pg-reinforce
def reinforce(network, play, weigh, learn, iterations):
    totals = []
    for _ in range(iterations):
        weights = network.get_weights()
        states, actions, rewards, playing = play(weights)
        psi = weigh(rewards, playing)
        learn(states, actions, psi)
        totals.append([sum(column) for column in rewards.T])
    return np.array(totals)


# %% pg-whole
def whole_episode(returns, playing):
    psi = np.zeros(returns.shape)
    for t in range(len(returns)):
        for e in range(returns.shape[1]):
            if playing[t, e]:
                psi[t, e] = returns[0, e]
    return psi


# %% pg-baseline
def advantages(returns, playing):
    out = np.zeros(returns.shape)
    for t in range(len(returns)):
        here = [e for e in range(returns.shape[1]) if playing[t, e]]
        for e in here:
            out[t, e] = returns[t, e] - sum(returns[t, i] for i in here) / len(here)
    return out


# %% pg-slopes
import math


def slopes(h, actions, psi, beta):
    rows = []
    for preferences, action, weight in zip(h.tolist(), list(actions), list(psi), strict=True):
        top = max(preferences)
        total = sum(math.exp(x - top) for x in preferences)
        ln_pi = [x - top - math.log(total) for x in preferences]
        pi = [math.exp(x) for x in ln_pi]
        entropy = -sum(p * x for p, x in zip(pi, ln_pi, strict=True))
        row = []
        for b, (p, x) in enumerate(zip(pi, ln_pi, strict=True)):
            row.append(float(weight) * ((b == int(action)) - p) - beta * p * (x + entropy))
        rows.append(row)
    return rows
