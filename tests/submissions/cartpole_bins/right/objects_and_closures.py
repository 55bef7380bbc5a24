# Objects and closures: a ruler that is called, a learner made of parts, generators, small integers, tiny noise.

# %% bins-truncate
class Ruler:
    def __init__(self, width):
        self.width = width

    def __call__(self, x):
        whole, _ = divmod(abs(x), self.width)
        return int(whole) if x > 0 else -int(whole)


def truncate(state, widths):
    return tuple(Ruler(w)(x) for x, w in zip(state, widths))


# %% bins-edges
def equal_edges(limit, n):
    def marks():
        for i in range(1, n):
            yield ((n - i) * -limit + i * limit) / n

    return tuple(marks())


# %% bins-digitise
def digitise(states, edges):
    def bin_of(x, inner):
        low, high = 0, len(inner)
        while low < high:  # halve
            middle = (low + high) // 2
            if inner[middle] <= x:
                low = middle + 1
            else:
                high = middle
        return low

    return np.array(
        [[bin_of(x, inner) for x, inner in zip(row, edges)] for row in states], dtype=np.uint8
    )


# %% bins-dictionary
class DictionaryQ:
    class Row(dict):
        def __missing__(self, action):
            return 0.0

    def __init__(self, actions):
        self.actions = range(actions)
        self.rows = {}

    def values(self, bins):
        row = self.rows.get(bins, self.Row())
        return tuple(row[action] for action in self.actions)

    def move(self, bins, action, target, alpha):
        row = self.rows.setdefault(bins, self.Row())
        row[action] += alpha * (target - row[action])


# %% bins-targets
def targets(rewards, next_values, terminated, truncated, gamma):
    @np.vectorize
    def one(reward, ahead, fell, g):
        if fell:
            return float(reward)
        return float(reward + g * ahead)

    return one(rewards, [max(row) for row in next_values], terminated, gamma)


# %% bins-choose
class Chooser:
    def __init__(self, rng, noise=1e-9):
        self.rng, self.noise = rng, noise

    def best(self, values):
        return np.argmax(values + self.noise * self.rng.random(values.shape), axis=1)

    def any(self, values):
        return np.argmin(self.rng.random(values.shape), axis=1)


def choose(values, epsilon, rng):
    chooser = Chooser(rng)
    actions, others = chooser.best(values), chooser.any(values)
    coin = rng.binomial(1, epsilon, size=len(values)).astype(bool)
    actions[coin] = others[coin]
    return actions.astype(np.int8)


# %% bins-running
def running_average(returns, window):
    def means():
        total = float(sum(returns[:window]))
        yield total / window
        for new, old in zip(returns[window:], returns):
            total += float(new) - float(old)
            yield total / window

    return np.array(list(means()) if len(returns) >= window else [])


# %% bins-solved
def solved_after(returns, window, goal):
    episode = window
    for mean in running_average(returns, window):
        if mean >= goal:
            return np.int64(episode)
        episode += 1
    return None


# %% bins-learner
class BinnedQ:
    def __init__(self, edges, actions):
        self.edges = tuple(np.asarray(inner) for inner in edges)
        self.shape = tuple(inner.size + 1 for inner in self.edges)
        cells = 1
        for n in self.shape:
            cells = cells * n
        self.Q = np.zeros(shape=(cells, actions))
        self.best = None

        def number(bins):
            cell = 0
            for b, n in zip(bins, self.shape):
                cell = cell * n + int(b)
            return cell

        self.number = number
        highest = [-float("inf")]

        def is_record(score):
            record = score > highest[0]
            if record:
                highest[0] = score
            return record

        self.is_record = is_record

    def cells(self, states):
        return np.fromiter(
            map(self.number, digitise(states, self.edges)), dtype=int, count=len(states)
        )

    def act(self, cells, epsilon, rng):
        return choose(self.Q[cells, :], epsilon, rng)

    def learn(self, cells, actions, target, alpha):
        places = np.zeros(self.Q.shape, dtype=bool)
        places[cells, actions] = True
        aims, steps = self.Q.copy(), np.zeros(self.Q.shape)
        aims[cells, actions] = target
        steps[cells, actions] = alpha
        self.Q = np.where(places, self.Q + steps * (aims - self.Q), self.Q)

    def remember(self, score):
        if self.is_record(score):
            self.best = self.Q.tolist()


# %% bins-schedule
def schedule(start, end, power, progress):
    if progress >= 1:
        return end
    left = 1.0
    for _ in range(int(power)):
        left *= 1 - progress
    left *= (1 - progress) ** (power - int(power))
    return end + (start - end) * left


# %% bins-limits
def visited_limits(states, share):
    def limit(column):
        ordered = sorted(map(abs, column.tolist()))
        exact = share * (len(ordered) - 1)
        low = int(exact)
        high = min(low + 1, len(ordered) - 1)
        return ordered[low] + (exact - low) * (ordered[high] - ordered[low])

    return tuple(limit(column) for column in states.T)
