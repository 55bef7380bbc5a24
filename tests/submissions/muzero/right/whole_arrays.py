# Whole arrays, and no loop where none is needed.

# %% mz-dream
def dream(Q, model, times, rng):
    pairs = np.array(list(model))
    outcomes = np.array([model[s, a] for s, a in pairs.tolist()], dtype=float)
    for i in rng.integers(len(pairs), size=times):
        (s, a), (r, after, over) = pairs[i], outcomes[i]
        Q[s, a] += ALPHA * (r + DISCOUNT * (1 - over) * np.max(Q[int(after)]) - Q[s, a])


# %% mz-normal
def normalised(q, low, high):
    span = np.subtract(high, low)
    above = q - low
    return np.divide(
        above, span, out=np.zeros(np.shape(above)), where=np.broadcast_to(span > 0, above.shape)
    )


# %% mz-puct
def puct(q, N, P, own):
    tried = (N > 0).astype(float)
    known = tried * q + (1 - tried) * np.stack([own, own], axis=1)
    total = np.sqrt(1 + np.einsum("na->n", N))
    return known + (C * total[:, np.newaxis]) * (P / (N + 1))


# %% mz-backup
def backup(Q, N, R, path, value, gamma):
    G = np.asarray(value).astype(np.float64)
    for level in path[::-1]:
        level = tuple(level)
        G[level[0]] = R[level] + gamma * G[level[0]]
        Q[level] = (N[level] * Q[level] + G[level[0]]) / (N[level] + 1)
        N[level] = N[level] + 1


# %% mz-policy
def policy_of(N, temperature=1.0):
    share = np.power(np.divide(N.T, N.max(axis=1)), 1 / temperature)
    return (share / share.sum(axis=0)).T


# %% mz-scaled
def scaled(h, xp=np):
    above = h - xp.min(h, axis=1, keepdims=True)
    return above / (xp.max(above, axis=1, keepdims=True) + 1e-5)


# %% mz-ahead
def values_ahead(rewards, values, terminated, n, gamma):
    T = len(rewards)
    t, j = np.arange(T)[:, None], np.arange(T)[None]
    weights = np.where((j >= t) & (j < t + n), gamma ** np.maximum(j - t, 0.0), 0)
    m = np.minimum(n, T - t[:, 0])
    alive = ~((t[:, 0] + m == T) & bool(terminated))
    return weights @ rewards + alive * gamma**m * values[t[:, 0] + m]


# %% mz-unrolled
def unrolled(x, steps, beyond):
    longer = np.concatenate([x, np.full((steps, *x.shape[1:]), beyond, dtype=x.dtype)])
    return longer[np.add.outer(np.arange(len(x)), np.arange(steps))]


# %% mz-lesson
def lesson_of(game, targets, steps):
    ones, states = np.ones(len(targets), np.float32), unrolled(game.states[:-1], steps + 1, 0)
    actions, rewards = unrolled(game.actions, steps, 0), unrolled(game.rewards, steps, 0)
    targets, policies = unrolled(targets, steps + 1, 0), unrolled(game.policies, steps + 1, 0)
    inside = unrolled(ones, steps + 1, 0)
    known = np.ones_like(inside) if game.terminated else inside.copy()
    return Lesson(states, actions, rewards, targets, policies, inside, known)


# %% mz-loss
def guess_loss(preferences, values, lesson, k):
    log_p = preferences - tf.reduce_logsumexp(preferences, axis=1, keepdims=True)
    policy = -tf.einsum("na,na->n", tf.convert_to_tensor(lesson.policies[:, k]), log_p)
    value = SCALE * tf.math.squared_difference(values, lesson.targets[:, k])
    return lesson.inside[:, k] * policy + lesson.known[:, k] * value


# %% mz-unroll
def unroll_loss(model, lesson, steps):
    hidden = model.represent(lesson.states[:, 0])
    guesses, moves = [], []
    for k in range(steps):
        guesses.append(guess_loss(*model.heads(hidden), lesson, k))
        hidden, rewards = model.dynamics(hidden, lesson.actions[:, k])
        moves.append(move_loss(model, hidden, rewards, lesson, k))
        hidden = 0.5 * (hidden + tf.stop_gradient(hidden))
    guesses.append(guess_loss(*model.heads(hidden), lesson, steps))
    means = tf.reduce_mean(tf.stack(guesses), axis=1)
    return (
        means[0]
        + (tf.reduce_sum(means[1:]) + tf.reduce_sum(tf.reduce_mean(tf.stack(moves), axis=1)))
        / steps
    )


# %% mz-examine
def examine(poles, think, seed):
    states, _ = poles.reset(seed=seed)
    steps, standing = np.zeros(poles.num_envs, dtype=int), np.ones(poles.num_envs, dtype=bool)
    while standing.any():
        actions = np.zeros(poles.num_envs, dtype=int)
        actions[standing] = np.argmax(think(states[standing], None), axis=1)
        states, _, terminated, truncated, _ = poles.step(actions)
        steps += standing
        standing &= ~(terminated | truncated)
    return steps


# %% mz-search
def search(model, states, simulations, noise=None):
    hidden = model.represent(states)
    P, value = model.predict(hidden)
    P = P if noise is None else (1 - NOISE) * P + NOISE * noise
    tree, every = Tree(hidden, P, value, simulations + 1), np.arange(len(states))
    for new in range(1, simulations + 1):
        path = descend(tree.child, tree.choose)
        leaf, actions = np.zeros((2, len(states)), dtype=int)
        for games, nodes, taken in path:  # the last level a game is on is its leaf
            leaf[games], actions[games] = nodes, taken
        edge = every, leaf, actions
        hidden, reward = model.dynamics(tree.hidden[every, leaf, :], actions)
        P, value = model.predict(hidden)
        one_hot = np.zeros(tree.R.shape, dtype=bool)
        one_hot[edge] = True
        tree.child[one_hot], tree.R[one_hot] = new, reward
        for part, what in ((tree.hidden, hidden), (tree.P, P), (tree.value, value)):
            part[:, new] = what
        backup(tree.Q, tree.N, tree.R, path, value, GAMMA)
        tree.met(path)
    return tree
