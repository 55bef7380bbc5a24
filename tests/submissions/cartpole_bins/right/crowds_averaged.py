# Carts in one cell take the mean of their steps; other exercises by their shortest form.

# %% bins-truncate
def truncate(state, widths):
    return tuple(int(np.fix(x / w)) for x, w in zip(state, widths))


# %% bins-edges
def equal_edges(limit, n):
    marks = np.linspace(-limit, limit, n + 1)
    return np.delete(marks, [0, n])


# %% bins-digitise
def digitise(states, edges):
    return np.column_stack([np.digitize(x, e) for x, e in zip(states.T, edges)])


# %% bins-dictionary
class DictionaryQ:
    def __init__(self, actions):
        self.actions = actions
        self.Q = {}

    def values(self, bins):
        return self.Q.setdefault(bins, np.zeros(self.actions))

    def move(self, bins, action, target, alpha):
        self.values(bins)[action] += alpha * (target - self.values(bins)[action])


# %% bins-targets
def targets(rewards, next_values, terminated, truncated, gamma):
    return np.where(terminated, rewards, rewards + gamma * next_values.max(axis=1))


# %% bins-choose
def choose(values, epsilon, rng):
    n, actions = values.shape
    explores = rng.random(n) < epsilon
    seen = np.where(explores[:, None], 0.0, values)
    best = np.isclose(seen, seen.max(axis=1, keepdims=True), atol=0, rtol=0)
    return np.array([rng.choice(np.flatnonzero(row)) for row in best])


# %% bins-running
def running_average(returns, window):
    n = len(returns) - window + 1
    if n < 1:
        return np.empty(0)
    return sum(np.asarray(returns, dtype=float)[i : i + n] for i in range(window)) / window


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
        place = np.ravel_multi_index((cells, actions), self.Q.shape)
        step = alpha * (target - self.Q.ravel()[place])
        places, inverse, count = np.unique(place, return_inverse=True, return_counts=True)
        self.Q.reshape(-1)[places] += np.bincount(inverse, step) / count

    def remember(self, score):
        if score > self.best_score:
            self.best, self.best_score = self.Q.copy(), score


# %% bins-schedule
def schedule(start, end, power, progress):
    return np.where(progress < 1, end + (start - end) * np.abs(1 - progress) ** power, end)
