# Plain Python throughout: loops, ints and lists.

# %% bins-truncate
def truncate(state, widths):
    bins = []
    for x, width in zip(state, widths):
        bins.append(int(float(x) / width))
    return tuple(bins)


# %% bins-edges
def equal_edges(limit, n):
    return [-limit + 2 * limit * i / n for i in range(1, n)]


# %% bins-digitise
def digitise(states, edges):
    rows = []
    for state in states:
        rows.append([sum(1 for e in inner if x >= e) for x, inner in zip(state, edges)])
    return np.array(rows)


# %% bins-dictionary
class DictionaryQ:
    def __init__(self, actions):
        self.actions, self.Q = actions, {}

    def values(self, bins):
        return [self.Q.get((bins, action), 0.0) for action in range(self.actions)]

    def move(self, bins, action, target, alpha):
        old = self.Q.get((bins, action), 0.0)
        self.Q[bins, action] = old + alpha * (target - old)


# %% bins-targets
def targets(rewards, next_values, terminated, truncated, gamma):
    n = len(rewards)
    gammas = [gamma] * n if np.ndim(gamma) == 0 else gamma
    out = []
    for i in range(n):
        out.append(rewards[i] if terminated[i] else rewards[i] + gammas[i] * max(next_values[i]))
    return np.array(out)


# %% bins-choose
def choose(values, epsilon, rng):
    n, actions = values.shape
    epsilons = np.broadcast_to(epsilon, n)
    chosen = []
    for row, e in zip(values, epsilons):
        if rng.random() < e:
            chosen.append(int(rng.integers(actions)))
        else:
            best = [a for a in range(actions) if row[a] == max(row)]
            chosen.append(best[int(rng.integers(len(best)))])
    return np.array(chosen)


# %% bins-running
def running_average(returns, window):
    means = []
    for i in range(window, len(returns) + 1):
        means.append(sum(float(g) for g in returns[i - window : i]) / window)
    return np.array(means)


# %% bins-solved
def solved_after(returns, window, goal):
    for played in range(window, len(returns) + 1):
        if sum(returns[played - window : played]) >= goal * window:
            return played
    return None


# %% bins-learner
class BinnedQ:
    def __init__(self, edges, actions):
        self.edges = edges
        self.shape = tuple(len(inner) + 1 for inner in edges)
        size = 1
        for n in self.shape:
            size *= n
        self.Q = np.array([[0.0] * actions for _ in range(size)])
        self.best, self.best_score = None, -np.inf

    def cells(self, states):
        numbers = []
        for bins in digitise(states, self.edges):
            number = 0
            for b, n in zip(bins, self.shape):
                number = number * n + int(b)
            numbers.append(number)
        return np.array(numbers)

    def act(self, cells, epsilon, rng):
        return choose(np.array([self.Q[cell] for cell in cells]), epsilon, rng)

    def learn(self, cells, actions, target, alpha):
        for c, a, g, step in zip(cells, actions, target, np.broadcast_to(alpha, len(cells))):
            self.Q[c, a] = (1 - step) * self.Q[c, a] + step * g

    def remember(self, score):
        if score > self.best_score:
            self.best_score = score
            self.best = np.array([list(row) for row in self.Q])


# %% bins-schedule
def schedule(start, end, power, progress):
    if progress >= 1 and power > 0:
        return end
    return end + (start - end) * (1 - progress) ** power


# %% bins-limits
def visited_limits(states, share):
    limits = []
    for i in range(states.shape[1]):
        ordered = sorted(abs(float(x)) for x in states[:, i])
        limits.append(ordered[round(share * (len(ordered) - 1))])
    return limits


# %% bins-ruler
def my_ruler():
    def both_sides(*marks):
        return sorted([-x for x in marks] + [0.0] + list(marks))

    return both_sides(1.0), both_sides(0.6), both_sides(0.02, 0.05, 0.1), both_sides(0.25, 0.6, 1.2)
