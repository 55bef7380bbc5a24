# np.take, np.put, np.add.at and flat numbers of edges.

# %% mz-dream
def dream(Q, model, times, rng):
    keys = list(model.keys())
    for number in rng.choice(np.arange(len(keys)), size=times):
        place = np.ravel_multi_index(keys[number], Q.shape)
        reward, after, over = model[keys[number]]
        target = reward + (not over) * DISCOUNT * np.take(Q, after, axis=0).max()
        np.put(Q, place, np.take(Q, place) + ALPHA * (target - np.take(Q, place)))


# %% mz-normal
def normalised(q, low, high):
    q, low, high = (np.array(x, dtype=float) for x in np.broadcast_arrays(q, low, high))
    answer = np.zeros(q.shape)
    places = np.nonzero(high != low)
    answer[places] = (q[places] - low[places]) / (high[places] - low[places])
    return answer


# %% mz-puct
def puct(q, N, P, own):
    known = q.copy()
    nodes, untried = np.nonzero(N == 0)
    known[nodes, untried] = np.take(own, nodes)
    return known + C * P * np.sqrt(1 + np.sum(N, axis=1))[:, None] / (1 + N)


# %% mz-backup
def backup(Q, N, R, path, value, gamma):
    G = np.copy(value) * 1.0
    for level in range(len(path) - 1, -1, -1):
        games = path[level][0]
        flat = np.ravel_multi_index(path[level], Q.shape)
        np.put(G, games, R.take(flat) + gamma * G.take(games))
        np.add.at(N, path[level], 1)
        np.add.at(Q, path[level], (G.take(games) - Q.take(flat)) / N.take(flat))


# %% mz-descend
def descend(child, choose):
    games, path = np.arange(len(child)), []
    nodes = np.zeros_like(games)
    while games.size:
        path += [(games, nodes, np.asarray(choose(games, nodes)))]
        nodes = child.take(np.ravel_multi_index(path[-1], child.shape))
        on = np.flatnonzero(nodes >= 0)
        games, nodes = games.take(on), nodes.take(on)
    return path


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
        edges = np.ravel_multi_index((every, leaf, actions), tree.child.shape)
        inside = np.take_along_axis(tree.hidden, leaf[:, None, None], axis=1)[:, 0]
        hidden, reward = model.dynamics(inside, actions)
        np.put(tree.child, edges, new)
        np.put(tree.R, edges, reward)
        tree.hidden[:, new] = hidden
        tree.P[:, new], tree.value[:, new] = model.predict(hidden)
        backup(tree.Q, tree.N, tree.R, path, tree.value[:, new], GAMMA)
        tree.met(path)
    return tree


# %% mz-dynamics
def dynamics(weights, hidden, actions, xp=np):
    table = xp.array([[1.0, 0.0], [0.0, 1.0]], dtype="float32")
    x = xp.concatenate([hidden, xp.take(table, actions, axis=0)], axis=-1)
    y = xp.maximum(layer(weights, "step", x), 0.0)
    return scaled(hidden + layer(weights, "change", y), xp), xp.squeeze(
        layer(weights, "reward", y), axis=1
    )


# %% mz-scaled
def scaled(h, xp=np):
    ordered = xp.sort(h, axis=1)
    low, high = ordered[:, :1], ordered[:, -1:]
    return (h - low) / (high - low + 0.00001)


# %% mz-unrolled
def unrolled(x, steps, beyond):
    rows = np.arange(len(x)).reshape(-1, 1) + np.arange(steps)
    windows = np.take(x, rows, axis=0, mode="clip").copy()
    np.copyto(
        windows,
        beyond,
        where=(rows >= len(x)).reshape(rows.shape + (1,) * (x.ndim - 1)),
        casting="unsafe",
    )
    return windows


# %% mz-loss
def guess_loss(preferences, values, lesson, k):
    p = [tf.gather(tf.nn.log_softmax(preferences), a, axis=1) for a in range(2)]
    pi = [tf.gather(tf.convert_to_tensor(lesson.policies[:, k]), a, axis=1) for a in range(2)]
    policy = tf.negative(tf.add(pi[0] * p[0], pi[1] * p[1]))
    value = tf.math.squared_difference(
        values, tf.gather(tf.convert_to_tensor(lesson.targets), k, axis=1)
    )
    return policy * lesson.inside[:, k] + value * lesson.known[:, k] * SCALE
