# Uses functions and classes of its own, and recursion.

# %% mz-dream
def learnt(Q, pair, reward, ahead):
    Q[pair] += ALPHA * (reward + ahead - Q[pair])


def dream(Q, model, times, rng):
    if times == 0:
        return
    pair, (reward, after, over) = list(model.items())[rng.choice(len(model))]
    learnt(Q, pair, reward, 0 if over else DISCOUNT * max(Q[after]))
    dream(Q, model, times - 1, rng)


# %% mz-normal
def place_between(x, a, b):
    return (x - a) / (b - a) if b > a else 0.0


def normalised(q, low, high):
    return np.vectorize(place_between, otypes=[float])(q, low, high)


# %% mz-puct
def call(N, P):
    return P * np.sqrt(1 + N.sum()) / (1 + N)


def puct(q, N, P, own):
    def scores(i):
        known = q[i].copy()
        known[N[i] == 0] = own[i]
        return known + C * call(N[i], P[i])

    return np.array([scores(i) for i in range(len(q))])


# %% mz-backup
def backup(Q, N, R, path, value, gamma):
    def back(game, levels):
        """Return what is worth one level's node for a game, and note it there."""
        if not levels:
            return value[game]
        games, nodes, actions = levels[0]
        places = np.flatnonzero(np.asarray(games) == game)
        if len(places) == 0:
            return value[game]
        edge = game, nodes[places[0]], actions[places[0]]
        G = R[edge] + gamma * back(game, levels[1:])
        N[edge] += 1
        Q[edge] += (G - Q[edge]) / N[edge]
        return G

    for game in range(len(value)):
        back(game, path)


# %% mz-descend
def descend(child, choose):
    def down(games, nodes):
        if len(games) == 0:
            return []
        actions = choose(games, nodes)
        after = child[games, nodes, actions]
        on = after != -1
        return [(games, nodes, actions), *down(games[on], after[on])]

    return down(np.arange(child.shape[0]), np.zeros(child.shape[0], dtype=int))


# %% mz-search
class Leaves:
    def __init__(self, tree, leaf, actions):
        self.tree, self.leaf, self.actions = tree, leaf, actions
        self.every = np.arange(len(leaf))

    def grow(self, model, new):
        tree, edge = self.tree, (self.every, self.leaf, self.actions)
        hidden, tree.R[edge] = model.dynamics(tree.hidden[self.every, self.leaf], self.actions)
        tree.P[:, new], tree.value[:, new] = model.predict(hidden)
        tree.hidden[:, new], tree.child[edge] = hidden, new
        return tree.value[:, new]


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
        backup(tree.Q, tree.N, tree.R, path, Leaves(tree, leaf, actions).grow(model, new), GAMMA)
        tree.met(path)
    return tree


# %% mz-policy
def policy_of(N, temperature=1.0):
    def row_policy(row):
        sharp = [(x / max(row)) ** (1 / temperature) for x in row]
        return [x / sum(sharp) for x in sharp]

    return np.array([row_policy(row) for row in N.tolist()])


# %% mz-scaled
def smallest_and_span(h, xp):
    low = xp.min(h, axis=-1, keepdims=True)
    return low, xp.max(h, axis=-1, keepdims=True) - low


def scaled(h, xp=np):
    low, span = smallest_and_span(h, xp)
    return (h - low) / (span + 1e-5)


# %% mz-dynamics
def one_hot(actions, xp):
    return xp.take(xp.eye(2, dtype="float32"), actions, axis=0)


def dynamics(weights, hidden, actions, xp=np):
    inner = xp.maximum(
        0, layer(weights, "step", xp.concatenate((hidden, one_hot(actions, xp)), axis=1))
    )
    change, reward = (layer(weights, name, inner) for name in ("change", "reward"))
    return scaled(hidden + change, xp), xp.reshape(reward, (-1,))


# %% mz-ahead
def values_ahead(rewards, values, terminated, n, gamma):
    T = len(rewards)

    def worth(t, left):
        if t == T:
            return 0.0 if terminated else values[T]
        return values[t] if left == 0 else rewards[t] + gamma * worth(t + 1, left - 1)

    return np.array([worth(t, n) for t in range(T)])


# %% mz-unrolled
def unrolled(x, steps, beyond):
    if steps == 0:
        return np.empty((len(x), 0, *x.shape[1:]), x.dtype)
    later = np.concatenate([x[1:], np.full_like(x[:1], beyond)])
    return np.concatenate([x[:, None], unrolled(later, steps - 1, beyond)], axis=1)


# %% mz-lesson
def lesson_of(game, targets, steps):
    ones, states = np.ones(len(targets), np.float32), unrolled(game.states[:-1], steps + 1, 0)

    def wide(x, beyond=0):
        return unrolled(x, steps + 1, beyond)

    actions, rewards = (unrolled(x, steps, 0) for x in (game.actions, game.rewards))
    return Lesson(
        states,
        actions,
        rewards,
        wide(targets),
        wide(game.policies),
        wide(ones),
        wide(ones, int(game.terminated)),
    )


# %% mz-loss
def cross_entropy(pi, preferences):
    return -tf.reduce_sum(pi * tf.nn.log_softmax(preferences), axis=-1)


def guess_loss(preferences, values, lesson, k):
    pi, z, i, o = (x[:, k] for x in (lesson.policies, lesson.targets, lesson.inside, lesson.known))
    return i * cross_entropy(pi, preferences) + SCALE * o * tf.square(values - z)


# %% mz-unroll
def unroll_loss(model, lesson, steps):
    def from_here(hidden, k):
        share = 1.0 if k == 0 else 1 / steps
        here = share * tf.reduce_mean(guess_loss(*model.heads(hidden), lesson, k))
        if k == steps:
            return here
        later, rewards = model.dynamics(hidden, lesson.actions[:, k])
        here += tf.reduce_mean(move_loss(model, later, rewards, lesson, k)) / steps
        return here + from_here(later / 2 + tf.stop_gradient(later / 2), k + 1)

    return from_here(model.represent(lesson.states[:, 0]), 0)


# %% mz-examine
class Scores:
    def __init__(self, n):
        self.steps, self.over = [0] * n, [False] * n

    def standing(self):
        return [i for i, over in enumerate(self.over) if not over]

    def moved(self, terminated, truncated):
        for i in self.standing():
            self.steps[i] += 1
            self.over[i] = bool(terminated[i] or truncated[i])


def examine(poles, think, seed):
    scores = Scores(poles.num_envs)
    states, _ = poles.reset(seed=seed)
    while scores.standing():
        actions = np.zeros(poles.num_envs, dtype=int)
        on = scores.standing()
        actions[on] = think(states[on], None).argmax(axis=1)
        states, _, terminated, truncated, _ = poles.step(actions)
        scores.moved(terminated, truncated)
    return np.array(scores.steps)
