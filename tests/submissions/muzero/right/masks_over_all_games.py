# Carries all games along, with a mask of those that are on their way.

# %% mz-descend
def descend(child, choose):
    n = len(child)
    every, node, on, path = np.arange(n), np.zeros(n, dtype=int), np.ones(n, dtype=bool), []
    while on.any():
        action = np.zeros(n, dtype=int)
        action[on] = choose(every[on], node[on])
        path.append((every[on], node[on], action[on]))
        after = child[every, node, action]
        on = on & (after >= 0)
        node = np.where(on, after, node)
    return path


# %% mz-backup
def backup(Q, N, R, path, value, gamma):
    G = np.zeros(len(value))
    G += value
    for games, nodes, actions in path[::-1]:
        on = np.zeros(Q.shape, dtype=bool)
        on[games, nodes, actions] = True
        G[games] = R[on] + gamma * G[games]
        N += on
        Q[on] += (G[games] - Q[on]) / N[on]


# %% mz-normal
def normalised(q, low, high):
    span = high - low
    empty = span == 0
    return ~empty * (q - low) / (span + empty)


# %% mz-puct
def puct(q, N, P, own):
    never = N == 0
    return q * ~never + own[:, None] * never + C * P * (1 + N[:, :1] + N[:, 1:]) ** 0.5 / (1 + N)


# %% mz-ahead
def values_ahead(rewards, values, terminated, n, gamma):
    T = len(rewards)
    tail = np.array(values, dtype=float)
    tail[-1] *= not terminated
    z = np.zeros(T)
    for k in range(n):
        inside = np.arange(T) + k < T
        z[inside] += gamma**k * rewards[k:T]
    m = np.minimum(n, np.arange(T, 0, -1))
    return z + gamma**m * tail[np.arange(T) + m]


# %% mz-lesson
def lesson_of(game, targets, steps):
    T = len(targets)
    when = np.arange(T)[:, None] + np.arange(steps + 1)
    inside = (when < T).astype(np.float32)
    last = np.minimum(when, T - 1)
    states = unrolled(game.states[:-1], steps + 1, 0)
    return Lesson(
        states,
        game.actions[last[:, :-1]] * inside[:, :-1].astype(int),
        game.rewards[last[:, :-1]] * inside[:, :-1],
        targets[last] * inside,
        game.policies[last] * inside[..., None],
        inside,
        np.where(inside > 0, inside, game.terminated),
    )


# %% mz-loss
def guess_loss(preferences, values, lesson, k):
    inside, known = (
        tf.cast(lesson.inside[:, k] > 0, tf.float32),
        tf.cast(lesson.known[:, k] > 0, tf.float32),
    )
    entropy = tf.reduce_sum(lesson.policies[:, k] * tf.math.log(tf.nn.softmax(preferences)), axis=1)
    return known * SCALE * (lesson.targets[:, k] - values) ** 2 - inside * entropy


# %% mz-policy
def policy_of(N, temperature=1.0):
    share = N / np.maximum.reduce(N, axis=1, keepdims=True)
    share[share > 0] **= 1 / temperature
    return share / (share @ np.ones((2, 1)))


# %% mz-examine
def examine(poles, think, seed):
    states, _ = poles.reset(seed=seed)
    on, rows = np.ones(poles.num_envs, dtype=bool), []
    while np.any(on):
        rows.append(on)
        to_the_right, visits = on.copy(), think(states[on], None)
        to_the_right[on] = visits[:, 1] > visits[:, 0]
        states, _, terminated, truncated, _ = poles.step(to_the_right)
        on = on & ~terminated & ~truncated
    return np.sum(rows, axis=0)
