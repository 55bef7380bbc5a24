# While loops and early returns.

# %% mz-dream
def dream(Q, model, times, rng):
    if times == 0 or not model:
        return None
    pairs = sorted(model.keys())
    while times > 0:
        times -= 1
        state, action = pairs[int(np.floor(rng.uniform(0, len(pairs))))]
        reward, next_state, over = model.get((state, action))
        if over:
            Q[state][action] += ALPHA * (reward - Q[state][action])
            continue
        Q[state][action] += ALPHA * (
            reward + DISCOUNT * Q[next_state, Q[next_state].argmax()] - Q[state][action]
        )
    return Q


# %% mz-normal
def normalised(q, low, high):
    span = np.asarray(high) - np.asarray(low)
    if not np.any(span):
        return np.zeros(np.shape(q))
    safe = span.copy()
    safe[safe == 0] = np.inf
    return (q - low) / safe


# %% mz-descend
def descend(child, choose):
    path, games = [], np.arange(len(child))
    nodes = np.repeat(0, len(child))
    while True:
        actions = choose(games, nodes)
        path.append((games.copy(), nodes.copy(), actions))
        below = child[games, nodes, actions]
        if (below < 0).all():
            return path
        games, nodes = games[below > -1], below[below > -1]


# %% mz-ahead
def values_ahead(rewards, values, terminated, n, gamma):
    T, z = len(rewards), []
    t = T - 1
    while t >= 0:
        end = min(t + n, T)
        G = 0.0 if end == T and terminated else values[end]
        i = end - 1
        while i >= t:
            G = rewards[i] + gamma * G
            i -= 1
        z.insert(0, G)
        t -= 1
    return np.array(z)


# %% mz-unroll
def unroll_loss(model, lesson, steps):
    h, k = model.represent(lesson.states[:, 0]), 0
    preferences, values = model.heads(h)
    loss = tf.reduce_mean(guess_loss(preferences, values, lesson, 0))
    while k < steps:
        h, u = model.dynamics(h, lesson.actions[:, k])
        loss = loss + tf.reduce_mean(move_loss(model, h, u, lesson, k)) / steps
        h = tf.add(0.5 * h, tf.stop_gradient(0.5 * h))
        k += 1
        preferences, values = model.heads(h)
        loss = loss + tf.reduce_mean(guess_loss(preferences, values, lesson, k)) / steps
    return loss


# %% mz-examine
def examine(poles, think, seed):
    n, t = poles.num_envs, 0
    states, _ = poles.reset(seed=seed)
    lengths = np.zeros(n, dtype=int)
    while True:
        on = np.where(lengths == 0)[0]
        if len(on) == 0:
            return lengths
        visits = think(states[on], noise=None)
        actions = np.zeros(n, dtype=int)
        actions[on] = visits[:, 1] > visits[:, 0]
        states, _, terminated, truncated, _ = poles.step(actions)
        t += 1
        ended = np.logical_or(terminated, truncated)
        lengths[(lengths == 0) & ended] = t


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
        hidden, reward = model.dynamics(tree.hidden[every, leaf], actions)
        tree.hidden[:, new, :] = hidden
        tree.P[:, new, :], tree.value[:, new] = model.predict(tree.hidden[:, new])
        g = len(states)
        while g > 0:
            g -= 1
            tree.R[g, leaf[g], actions[g]] = reward[g]
            tree.child[g, leaf[g], actions[g]] = new
        backup(tree.Q, tree.N, tree.R, path, tree.value[:, new].copy(), GAMMA)
        tree.met(path)
    return tree
