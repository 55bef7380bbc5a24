# Computes in single precision, as many do who come from deep networks.

# %% bins-edges
def equal_edges(limit, n):
    return np.linspace(-limit, limit, n + 1, dtype=np.float32)[1:-1]


# %% bins-dictionary
class DictionaryQ:
    def __init__(self, actions):
        self.actions, self.Q = actions, {}

    def values(self, bins):
        return self.Q.setdefault(bins, np.zeros(self.actions, dtype=np.float32))

    def move(self, bins, action, target, alpha):
        row = self.values(bins)
        row[action] = (1 - alpha) * row[action] + alpha * target


# %% bins-targets
def targets(rewards, next_values, terminated, truncated, gamma):
    best = np.float32(next_values).max(axis=1)
    best[terminated] = 0
    return np.float32(rewards) + np.float32(gamma) * best


# %% bins-running
def running_average(returns, window):
    windows = [returns[i : i + window] for i in range(len(returns) - window + 1)]
    return np.array([np.mean(w, dtype=np.float32) for w in windows], dtype=np.float32)


# %% bins-schedule
def schedule(start, end, power, progress):
    left = np.float32(max(0.0, 1 - progress)) ** power
    return np.float32(end) + (np.float32(start) - np.float32(end)) * left


# %% bins-learner
class BinnedQ:
    def __init__(self, edges, actions):
        self.edges, self.shape = edges, tuple(len(inner) + 1 for inner in edges)
        self.Q = np.zeros((int(np.prod(self.shape)), actions), dtype=np.float32)
        self.best, self.best_score = None, -np.inf

    def cells(self, states):
        return np.ravel_multi_index(digitise(states, self.edges).T, self.shape)

    def act(self, cells, epsilon, rng):
        return choose(self.Q[cells], epsilon, rng)

    def learn(self, cells, actions, target, alpha):
        self.Q[cells, actions] += alpha * (target - self.Q[cells, actions])

    def remember(self, score):
        if score > self.best_score:
            self.best, self.best_score = self.Q.copy(), score


# %% bins-limits
def visited_limits(states, share):
    return np.float32(np.quantile(np.abs(states), share, axis=0))


# %% bins-ruler
def my_ruler():
    reach, counts = np.float32([2.4, 2, 0.2, 2.5]), (6, 6, 8, 8)
    return [np.linspace(-L, L, n + 1, dtype=np.float32)[1:-1] for L, n in zip(reach, counts)]
