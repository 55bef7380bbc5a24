# Helper functions, recursion, functools, and callable objects.

# %% bins-truncate
import math


def truncate(state, widths):
    return tuple(map(lambda x, width: math.trunc(x / width), state, widths))


# %% bins-edges
def equal_edges(limit, n, i=1):
    return (
        np.array([]) if i >= n else np.append(limit * (2 * i - n) / n, equal_edges(limit, n, i + 1))
    )


# %% bins-digitise
import bisect


def one_state(state, edges):
    return [bisect.bisect_right(list(inner), x) for x, inner in zip(state, edges)]


def digitise(states, edges):
    return np.array([one_state(state, edges) for state in states], dtype=int).reshape(states.shape)


# %% bins-dictionary
class Rows(dict):
    def __missing__(self, bins):
        self[bins] = np.zeros(self.actions)
        return self[bins]


class DictionaryQ:
    def __init__(self, actions):
        self.Q = Rows()
        self.Q.actions = actions

    def values(self, bins):
        return self.Q[bins]

    def move(self, bins, action, target, alpha):
        self.Q[bins][action] += alpha * (target - self.Q[bins][action])


# %% bins-targets
def targets(rewards, next_values, terminated, truncated, gamma):
    on = 1.0 - terminated.astype(float)
    return np.sum([rewards, gamma * on * np.sort(next_values, axis=1)[:, -1]], axis=0)


# %% bins-choose
def choose(values, epsilon, rng):
    n, actions = values.shape
    order = rng.permuted(np.tile(np.arange(actions), (n, 1)), axis=1)
    shuffled = np.take_along_axis(values, order, axis=1)
    greedy = np.take_along_axis(order, shuffled.argmax(axis=1)[:, None], axis=1)[:, 0]
    explores = rng.binomial(1, np.broadcast_to(epsilon, n)).astype(bool)
    return np.where(explores, (rng.random(n) * actions).astype(int), greedy)


# %% bins-running
def running_average(returns, window):
    return np.array([np.mean(returns[i : i + window]) for i in range(len(returns) - window + 1)])


# %% bins-solved
from collections import deque


def solved_after(returns, window, goal):
    last = deque(maxlen=window)
    for episode, G in enumerate(returns, start=1):
        last.append(int(G))
        if len(last) == window and sum(last) / window >= goal:
            return episode


# %% bins-learner
class BinnedQ:
    def __init__(self, edges, actions):
        self.edges = edges
        self.shape = tuple(len(inner) + 1 for inner in edges)
        self.Q = np.zeros((*self.shape, actions)).reshape(-1, actions)
        self.best, self.best_score = None, -np.inf

    def cells(self, states):
        return np.ravel_multi_index(digitise(states, self.edges).T, self.shape)

    def act(self, cells, epsilon, rng):
        return choose(np.take(self.Q, cells, axis=0), epsilon, rng)

    def learn(self, cells, actions, target, alpha):
        where = (cells, actions)
        self.Q[where] = self.Q[where] + np.multiply(alpha, np.subtract(target, self.Q[where]))

    def remember(self, score):
        if score >= self.best_score:
            self.best_score = score
            self.best = self.Q + 0.0


# %% bins-schedule
def schedule(start, end, power, progress):
    way = start - end
    for _ in range(power):
        way = way * (1 - min(1, progress))
    return end + way


# %% bins-limits
def visited_limits(states, share):
    return np.array([np.quantile(np.abs(column), share) for column in states.T])
