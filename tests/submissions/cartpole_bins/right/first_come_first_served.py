# Sequential steps in a crowd, ties by tiny detours, tables as lists of rows.

# %% bins-edges
def equal_edges(limit, n):
    width = 2 * limit / n
    return np.array([(i - n / 2) * width for i in range(1, n)])


# %% bins-digitise
def digitise(states, edges):
    counts = [sum((states[:, i] >= e).astype(int) for e in inner) for i, inner in enumerate(edges)]
    return np.stack([np.broadcast_to(c, len(states)) for c in counts], axis=-1)


# %% bins-dictionary
class DictionaryQ:
    def __init__(self, actions):
        self.rows, self.place, self.actions = [], {}, actions

    def values(self, bins):
        if bins not in self.place:
            self.place[bins] = len(self.rows)
            self.rows.append([0.0] * self.actions)
        return self.rows[self.place[bins]]

    def move(self, bins, action, target, alpha):
        row = self.values(bins)
        row[action] = row[action] - alpha * (row[action] - target)


# %% bins-targets
def targets(rewards, next_values, terminated, truncated, gamma):
    next_values = np.array(next_values)
    next_values[terminated] = 0
    return rewards + gamma * next_values.max(axis=1)


# %% bins-choose
def choose(values, epsilon, rng):
    n, actions = values.shape
    keys = rng.random((n, actions))
    ranks = np.lexsort((keys, values), axis=1)[:, -1]
    random = rng.integers(0, actions, size=n)
    return np.where(rng.uniform(size=n) >= epsilon, ranks, random)


# %% bins-running
def running_average(returns, window):
    return [float(np.mean(returns[i - window : i])) for i in range(window, len(returns) + 1)]


# %% bins-solved
def solved_after(returns, window, goal, played=None):
    played = window if played is None else played
    if played > len(returns):
        return None
    if np.sum(returns[played - window : played]) >= goal * window:
        return np.int64(played)
    return solved_after(returns, window, goal, played + 1)


# %% bins-learner
class BinnedQ:
    def __init__(self, edges, actions):
        self.edges = edges
        self.shape = tuple(len(inner) + 1 for inner in edges)
        self.Q = np.zeros((np.prod(self.shape), actions))
        self.best, self.best_score = None, -np.inf

    def cells(self, states):
        return np.ravel_multi_index(digitise(states, self.edges).T, self.shape)

    def act(self, cells, epsilon, rng):
        return choose(self.Q[cells], epsilon, rng)

    def learn(self, cells, actions, target, alpha):
        alpha = np.zeros(len(cells)) + alpha
        for c, a, goal, step in zip(
            cells.tolist(), actions.tolist(), target.tolist(), alpha.tolist()
        ):
            self.Q[c][a] += step * (goal - self.Q[c][a])

    def remember(self, score):
        if score > self.best_score:
            self.best = np.empty_like(self.Q)
            self.best[:] = self.Q
            self.best_score = score


# %% bins-limits
def visited_limits(states, share):
    return np.quantile(np.maximum(states, -states), share, axis=0, method="nearest")
