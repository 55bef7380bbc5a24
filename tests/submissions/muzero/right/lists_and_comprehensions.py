# Lists and comprehensions, and answers that are lists.

# %% mz-dream
def dream(Q, model, times, rng):
    remembered = [(pair, *outcome) for pair, outcome in sorted(model.items())]
    for pair, reward, after, over in [
        remembered[int(rng.random() * len(remembered))] for _ in range(times)
    ]:
        Q[pair] = (1 - ALPHA) * Q[pair] + ALPHA * (
            reward + (0 if over else DISCOUNT * max(Q[after].tolist()))
        )


# %% mz-normal
def normalised(q, low, high):
    numbers = zip(*(x.ravel().tolist() for x in np.broadcast_arrays(q, low, high)))
    return np.array([(x - a) / (b - a) if a != b else 0 for x, a, b in numbers], float).reshape(
        np.shape(q)
    )


# %% mz-puct
def puct(q, N, P, own):
    return np.array(
        [
            [
                (x if n else o) + C * p * (1 + sum(ns)) ** 0.5 / (1 + n)
                for x, n, p in zip(qs, ns, ps)
            ]
            for qs, ns, ps, o in zip(q.tolist(), N.tolist(), P.tolist(), own.tolist())
        ]
    )


# %% mz-backup
def backup(Q, N, R, path, value, gamma):
    G = dict(enumerate(value.tolist()))
    for level in reversed(path):
        for edge in zip(*(part.tolist() for part in level)):
            G[edge[0]] = float(R[edge]) + gamma * G[edge[0]]
            N[edge] += 1
            Q[edge] += (G[edge[0]] - Q[edge]) / N[edge]


# %% mz-descend
def descend(child, choose):
    on, path = [(g, 0) for g in range(len(child))], []
    while on:
        games, nodes = [g for g, _ in on], [node for _, node in on]
        actions = [int(a) for a in choose(np.array(games), np.array(nodes))]
        path.append((np.array(games), np.array(nodes), np.array(actions)))
        after = [(g, int(child[g, node, a])) for g, node, a in zip(games, nodes, actions)]
        on = [(g, node) for g, node in after if node >= 0]
    return path


# %% mz-policy
def policy_of(N, temperature=1.0):
    rows = [[(n / max(row)) ** (1 / temperature) for n in row] for row in N.tolist()]
    return np.array([[share / sum(row) for share in row] for row in rows])


# %% mz-ahead
def values_ahead(rewards, values, terminated, n, gamma):
    known = [*values[:-1], 0.0 if terminated else values[-1]]
    T = len(rewards)
    return [
        sum(gamma**k * r for k, r in enumerate(rewards[t : t + n]))
        + gamma ** min(n, T - t) * known[min(t + n, T)]
        for t in range(T)
    ]


# %% mz-unrolled
def unrolled(x, steps, beyond):
    T, empty = len(x), np.full(x.shape[1:], beyond, dtype=x.dtype)
    return np.array([[x[t + k] if t + k < T else empty for k in range(steps)] for t in range(T)])


# %% mz-lesson
def lesson_of(game, targets, steps):
    wanted = [
        game.states[:-1],
        game.actions,
        game.rewards,
        targets,
        game.policies,
        np.ones(len(targets)),
    ]
    parts = [unrolled(x, steps + (k not in (1, 2)), 0) for k, x in enumerate(wanted)]
    return Lesson(*parts, np.where(parts[-1] == 1, 1.0, 1.0 if game.terminated else 0.0))


# %% mz-loss
def guess_loss(preferences, values, lesson, k):
    log_p = tf.unstack(tf.nn.log_softmax(preferences), axis=1)
    pi = tf.unstack(tf.convert_to_tensor(lesson.policies[:, k]), axis=1)
    policy = tf.add_n([-a * b for a, b in zip(pi, log_p)])
    return (
        policy * lesson.inside[:, k]
        + SCALE * (values - lesson.targets[:, k]) ** 2 * lesson.known[:, k]
    )


# %% mz-unroll
def unroll_loss(model, lesson, steps):
    hidden, parts = model.represent(lesson.states[:, 0]), []
    for k in range(steps + 1):
        parts += [guess_loss(*model.heads(hidden), lesson, k) / (steps if k else 1)]
        if k < steps:
            hidden, rewards = model.dynamics(hidden, lesson.actions[:, k])
            parts += [move_loss(model, hidden, rewards, lesson, k) / steps]
            hidden = tf.stop_gradient(hidden) + (hidden - tf.stop_gradient(hidden)) / 2
    return tf.reduce_mean(sum(parts))


# %% mz-examine
def examine(poles, think, seed):
    states, _ = poles.reset(seed=seed)
    n = poles.num_envs
    steps, on = [0 for _ in range(n)], list(range(n))
    while on:
        visits = dict(zip(on, think(states[on], None).tolist()))
        actions = [visits[i].index(max(visits[i])) if i in visits else 0 for i in range(n)]
        states, _, terminated, truncated, _ = poles.step(np.array(actions))
        steps = [count + (i in on) for i, count in enumerate(steps)]
        on = [i for i in on if not terminated[i] and not truncated[i]]
    return np.array(steps)


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
        known = np.array([tree.hidden[g, leaf[g]] for g in every])
        hidden, reward = model.dynamics(known, actions)
        P, value = model.predict(hidden)
        for g, (node, action) in enumerate(zip(leaf.tolist(), actions.tolist())):
            tree.child[g, node, action] = new
            tree.R[g, node, action] = reward[g]
            tree.hidden[g][new], tree.P[g][new], tree.value[g][new] = hidden[g], P[g], value[g]
        backup(tree.Q, tree.N, tree.R, path, np.array(list(value)), GAMMA)
        tree.met(path)
    return tree
