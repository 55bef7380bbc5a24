# One game after the other: slow, and right.

# %% mz-descend
def descend(child, choose):
    levels = []
    for game in range(len(child)):
        node, depth = 0, 0
        while node >= 0:
            action = int(choose(np.array([game]), np.array([node]))[0])
            if depth == len(levels):
                levels.append([])
            levels[depth].append((game, node, action))
            node, depth = int(child[game, node, action]), depth + 1
    return [tuple(np.array(level).T) for level in levels]


# %% mz-backup
def backup(Q, N, R, path, value, gamma):
    for game in range(len(value)):
        edges = []
        for games, nodes, actions in path:
            for g, node, action in zip(games, nodes, actions):
                if g == game:
                    edges.append((game, node, action))
        G = value[game]
        while edges:
            edge = edges.pop()
            G = R[edge] + gamma * G
            N[edge] += 1
            Q[edge] += (G - Q[edge]) / N[edge]


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
        found = np.zeros(len(states))
        for g in every:
            hidden, reward = model.dynamics(tree.hidden[g, leaf[g]][None], actions[g : g + 1])
            P, value = model.predict(hidden)
            tree.child[g, leaf[g], actions[g]] = new
            tree.R[g, leaf[g], actions[g]] = reward[0]
            tree.hidden[g, new], tree.P[g, new], tree.value[g, new] = hidden[0], P[0], value[0]
            found[g] = value[0]
        backup(tree.Q, tree.N, tree.R, path, found, GAMMA)
        tree.met(path)
    return tree


# %% mz-policy
def policy_of(N, temperature=1.0):
    policies = np.zeros(np.shape(N))
    for i, (left, right) in enumerate(N):
        if left == 0 or right == 0:
            policies[i] = left > 0, right > 0
        else:
            with np.errstate(over="ignore"):
                policies[i, 0] = 1 / (1 + (right / left) ** (1 / temperature))
            policies[i, 1] = 1 - policies[i, 0]
    return policies


# %% mz-examine
def examine(poles, think, seed):
    states, _ = poles.reset(seed=seed)
    steps, over = np.zeros(poles.num_envs, dtype=int), np.zeros(poles.num_envs, dtype=bool)
    while not over.all():
        actions = np.zeros(poles.num_envs, dtype=int)
        for i in range(poles.num_envs):
            if not over[i]:
                actions[i] = int(np.argmax(think(states[i : i + 1], None)[0]))
        states, _, terminated, truncated, _ = poles.step(actions)
        for i in range(poles.num_envs):
            if not over[i]:
                steps[i] += 1
                over[i] = terminated[i] or truncated[i]
    return steps
