# Probabilities drawn by inversion, masks instead of branches, fold in another direction.

# %% bins-truncate
def truncate(state, widths):
    ratios = [float(x) / w for x, w in zip(state, widths)]
    return tuple(int(np.sign(r)) * int(np.floor(abs(r))) for r in ratios)


# %% bins-edges
def equal_edges(limit, n):
    return np.linspace(-limit, limit, n, endpoint=False)[1:]


# %% bins-digitise
def digitise(states, edges):
    return np.array([(states[:, [i]] >= np.asarray(e)).sum(axis=1) for i, e in enumerate(edges)]).T


# %% bins-dictionary
class DictionaryQ:
    def __init__(self, actions):
        self.zeros, self.Q = (0.0,) * actions, {}

    def values(self, bins):
        return np.array(self.Q.get(repr(tuple(int(b) for b in bins)), self.zeros))

    def move(self, bins, action, target, alpha):
        row = self.values(bins)
        row[action] += alpha * (target - row[action])
        self.Q[repr(tuple(int(b) for b in bins))] = tuple(row)


# %% bins-targets
def targets(rewards, next_values, terminated, truncated, gamma):
    target = np.array(rewards, dtype=float)
    on = np.logical_not(terminated)
    target[on] += (gamma * next_values.max(1))[on]
    return target


# %% bins-choose
def choose(values, epsilon, rng):
    n, actions = values.shape
    best = (values == values.max(axis=1, keepdims=True)).astype(float)
    epsilon = np.broadcast_to(epsilon, n)[:, None]
    p = epsilon / actions + (1 - epsilon) * best / best.sum(axis=1, keepdims=True)
    sums = p.cumsum(axis=1)
    sums[:, -1] = 1
    return (rng.random((n, 1)) * 1.0 >= sums).sum(axis=1)


# %% bins-running
def running_average(returns, window):
    if window > len(returns):
        return []
    return np.convolve(returns, np.ones(window), mode="valid") / window


# %% bins-solved
def solved_after(returns, window, goal):
    averages = list(running_average(returns, window))
    return next((i + window for i, mean in enumerate(averages) if mean >= goal), None)


# %% bins-learner
class BinnedQ:
    def __init__(self, edges, actions):
        self.edges = edges
        self.shape = tuple(len(inner) + 1 for inner in edges)
        self.Q = np.zeros((np.prod(self.shape), actions))
        self.best, self.best_score = None, -np.inf

    def cells(self, states):
        bins = digitise(states, self.edges)
        strides = np.cumprod((1, *self.shape[:-1]))
        return bins @ strides

    def act(self, cells, epsilon, rng):
        return choose(self.Q[cells], epsilon, rng)

    def learn(self, cells, actions, target, alpha):
        for i in range(len(cells)):
            share = alpha if np.ndim(alpha) == 0 else alpha[i]
            self.Q[cells[i], actions[i]] += share * (target[i] - self.Q[cells[i], actions[i]])

    def remember(self, score):
        if not score <= self.best_score:
            import copy

            self.best, self.best_score = copy.deepcopy(self.Q), score


# %% bins-schedule
def schedule(start, end, power, progress):
    share = (1 - min(progress, 1)) ** power
    return share * start + (1 - share) * end


# %% bins-limits
def visited_limits(states, share):
    ordered = np.sort(np.abs(states), axis=0)
    return ordered[int(np.ceil(share * len(states))) - 1]
