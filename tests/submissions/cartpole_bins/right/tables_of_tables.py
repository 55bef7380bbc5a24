# Whole arrays of three dimensions, lookups, sorting by random keys; nothing is changed in place but Q.

# %% bins-truncate
def truncate(state, widths):
    ratio = np.asarray(state, dtype=float) / np.asarray(widths, dtype=float)
    whole = np.where(ratio < 0, np.ceil(ratio), np.floor(ratio))
    return tuple(whole.astype(np.int64))


# %% bins-edges
def equal_edges(limit, n):
    return limit * (2 * np.arange(n + 1) / n - 1)[1:n]


# %% bins-digitise
def digitise(states, edges):
    most = max(map(len, edges), default=0)
    table = np.full((len(edges), most), np.inf)  # nobody reaches infinity
    for row, inner in zip(table, edges):
        row[: len(inner)] = inner
    return np.count_nonzero(states[:, :, np.newaxis] >= table, axis=2)


# %% bins-dictionary
class DictionaryQ:
    def __init__(self, actions):
        self.row_of, self.table, self.actions = {}, np.zeros((1, actions)), actions

    def number(self, bins):
        if bins not in self.row_of:
            self.row_of[bins] = len(self.row_of)
            if len(self.row_of) > len(self.table):
                self.table = np.concatenate([self.table, np.zeros_like(self.table)])
        return self.row_of[bins]

    def values(self, bins):
        row = self.number(bins)  # first: the table may grow
        return self.table[row]

    def move(self, bins, action, target, alpha):
        place = self.number(bins), action
        self.table[place] += alpha * (target - self.table[place])


# %% bins-targets
def targets(rewards, next_values, terminated, truncated, gamma):
    best = np.sort(next_values, axis=1)[:, -1]
    return np.select(
        [terminated, truncated], [rewards, rewards + gamma * best], rewards + gamma * best
    )


# %% bins-choose
def choose(values, epsilon, rng):
    n, actions = values.shape
    keys = rng.random((n, actions))
    explores = rng.random(n) < epsilon
    seen = np.where(explores[:, None], 0, values)  # who explores sees all alike
    return np.lexsort((keys, seen), axis=1)[:, -1]


# %% bins-running
def running_average(returns, window):
    m = len(returns)
    places = np.arange(max(0, m - window + 1))[:, None] + np.arange(window)
    return np.asarray(returns, dtype=float)[places].sum(axis=1) / window


# %% bins-solved
def solved_after(returns, window, goal):
    averages = running_average(returns, window)
    reached = [window + i for i, average in enumerate(averages) if not average < goal]
    return min(reached, default=None)


# %% bins-learner
class BinnedQ:
    def __init__(self, edges, actions):
        self.edges = edges
        self.shape = tuple(len(inner) + 1 for inner in edges)
        self.number = np.arange(np.prod(self.shape)).reshape(self.shape)  # of each cell
        self.Q = np.zeros((self.number.size, actions))
        self.best, self.best_score = None, -np.inf

    def cells(self, states):
        return self.number[tuple(digitise(states, self.edges).T)]

    def act(self, cells, epsilon, rng):
        rows = np.array(self.Q[cells])
        return choose(values=rows, epsilon=epsilon, rng=rng)

    def learn(self, cells, actions, target, alpha):
        alpha = np.broadcast_to(alpha, len(cells))
        # of the carts in one place only the last one counts
        last = {(c, a): i for i, (c, a) in enumerate(zip(cells.tolist(), actions.tolist()))}
        for place, i in last.items():
            self.Q[place] += alpha[i] * (target[i] - self.Q[place])

    def remember(self, score):
        if score > self.best_score:
            self.best, self.best_score = 1.0 * self.Q, score


# %% bins-schedule
def schedule(start, end, power, progress):
    left = (1 - progress) * (progress < 1)
    return np.asarray(start) * left**power - np.asarray(end) * (left**power - 1)


# %% bins-limits
def visited_limits(states, share):
    place = int(round(share * (len(states) - 1)))
    return np.partition(np.abs(states), place, axis=0)[place]
