# Uses SciPy and the standard library: filters, bisection, default dictionaries, reductions, order statistics.

# %% bins-truncate
from bisect import bisect_right
from collections import defaultdict, deque
from functools import partial, reduce
from itertools import accumulate, islice

from scipy import ndimage, signal, stats


def truncate(state, widths):
    return tuple(np.trunc(np.divide(state, widths)).astype(int).tolist())


# %% bins-edges
def equal_edges(limit, n):
    width = 2 * limit / n
    return np.fromiter(islice(accumulate([width] * n, initial=-limit), 1, n), dtype=float)


# %% bins-digitise
def digitise(states, edges):
    one = np.frompyfunc(bisect_right, 2, 1)
    columns = [[bisect_right(inner, x) for x in column] for inner, column in zip(edges, states.T)]
    return np.array(columns, dtype=np.int32).T


# %% bins-dictionary
class DictionaryQ(defaultdict):
    def __init__(self, actions):
        super().__init__(partial(np.zeros, actions))
        self.actions = actions

    def values(self, bins):
        return self[tuple(bins)]

    def move(self, bins, action, target, alpha):
        self[tuple(bins)][action] += alpha * (target - self[tuple(bins)][action])


# %% bins-targets
def targets(rewards, next_values, terminated, truncated, gamma):
    ahead = reduce(np.maximum, next_values.T)
    return rewards + np.multiply(gamma, ahead) * (1 - terminated)


# %% bins-choose
def choose(values, epsilon, rng):
    n, k = values.shape
    ranks = stats.rankdata(values, method="max", axis=1)  # all that are best have rank k
    best = ranks == k
    p = np.where(best, 1 / best.sum(axis=1, keepdims=True), 0)
    e = np.reshape(np.broadcast_to(epsilon, n), (n, 1))
    p = (1 - e) * p + e / k
    return rng.multinomial(1, p).argmax(axis=1)


# %% bins-running
def running_average(returns, window):
    if len(returns) < window:
        return np.array([])
    # the sum over the last `window` numbers is a filter
    sums = signal.lfilter(np.ones(window), 1, np.asarray(returns, dtype=float))
    return sums[window - 1 :] / window


# %% bins-solved
def solved_after(returns, window, goal):
    last = deque(maxlen=window)
    for played, reward in enumerate(returns, start=1):
        last.append(float(reward))
        if played >= window and np.mean(last) >= goal:
            return played


# %% bins-learner
class BinnedQ:
    def __init__(self, edges, actions):
        self.edges = edges
        self.shape = tuple(map(lambda inner: len(inner) + 1, edges))
        self.Q = np.zeros((reduce(lambda a, b: a * b, self.shape, 1), actions))
        self.history = []  # of scores and tables

    @property
    def best(self):
        return max(self.history, key=lambda pair: pair[0])[1] if self.history else None

    def cells(self, states):
        return reduce(
            lambda number, pair: number * pair[1] + pair[0],
            zip(digitise(states, self.edges).T, self.shape),
            0,
        )

    def act(self, cells, epsilon, rng):
        return choose(self.Q.take(cells, axis=0), epsilon, rng)

    def learn(self, cells, actions, target, alpha):
        error = np.subtract(target, self.Q[cells, actions])
        new = self.Q[cells, actions] + np.multiply(alpha, error)
        np.put(self.Q, cells * self.Q.shape[1] + actions, new)

    def remember(self, score):
        self.history = [max([*self.history, (score, self.Q.copy())], key=lambda pair: pair[0])]


# %% bins-schedule
def schedule(start, end, power, progress):
    left = reduce(max, [0, 1 - progress])
    return np.asarray(end) + np.subtract(start, end) * left**power


# %% bins-limits
def visited_limits(states, share):
    return [stats.scoreatpercentile(abs(states[:, i]), 100 * share) for i in range(states.shape[1])]
