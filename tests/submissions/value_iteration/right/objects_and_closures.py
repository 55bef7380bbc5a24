# A map as an object, closures, generators; masked arrays for what is impossible; plans as tuples inside.

# %% vi-backup
class Map:
    def __init__(self, T, R):
        self.T, self.R = T, R
        self.impossible = ~(T > 0).any(axis=2)

    def value(self, Q):
        masked = np.ma.masked_array(Q, mask=np.isneginf(Q))
        return masked.max(axis=1).filled(0.0)

    def backups(self, V, gamma):
        q = np.ma.masked_array((self.T * (self.R + gamma * V)).sum(axis=-1), mask=self.impossible)
        return q.filled(-np.inf)


def backup(T, R, Q, state, action, gamma):
    world = Map(T, R)
    return world.backups(world.value(Q), gamma)[state, action]


# %% vi-sweep
class Sweep:
    def __call__(self, T, R, Q, gamma):
        world = Map(T, R)
        return world.backups(world.value(Q.copy()), gamma)


sweep = Sweep()


# %% vi-settle
def settle(sweep, Q, tolerance):
    def tables(table):
        while True:
            yield table
            table = sweep(table)

    stream = tables(Q)
    newest, change, sweeps = next(stream), float("inf"), -1
    possible = [place for place in np.ndindex(Q.shape) if Q[place] != -np.inf]
    while change > tolerance:
        sweeps += 1
        older, newest = newest, next(stream)
        change = max(abs(newest[place] - older[place]) for place in possible)
    return newest, sweeps + 1


# %% vi-greedy
def greedy_policy(Q):
    best = {}
    for (state, action), value in np.ndenumerate(Q):
        if state not in best or value > Q[state, best[state]]:
            best[state] = action
    return np.array([best[state] for state in sorted(best)])


# %% vi-flip
class Bisection:
    def __init__(self, action_at, low, high):
        self.action_at, self.ends = action_at, [low, high]
        self.start = action_at(low)

    def look(self):
        middle = sum(self.ends) / 2
        self.ends[int(self.action_at(middle) != self.start)] = middle

    def __len__(self):
        raise TypeError

    @property
    def width(self):
        return self.ends[1] - self.ends[0]


def flip_point(action_at, low, high, tolerance):
    bisection = Bisection(action_at, low, high)
    while bisection.width > tolerance:
        bisection.look()
    return bisection.ends[1]


# %% vi-slow
def slow_world():
    # every year he may sow (and eat nothing) or eat; what was sown is ripe after 60 years
    years, gamma = 61, 0.999
    T, R = np.zeros((years + 1, 2, years + 1)), np.zeros((years + 1, 2, years + 1))
    EAT, SOW = 0, 1
    T[0, EAT, 0], R[0, EAT, 0] = 1, 1
    T[0, SOW, 1] = 1
    for year in range(1, years):
        T[year, SOW, year + 1] = 1
    T[years, EAT, 0], R[years, EAT, 0] = 1, 500
    return T, R, gamma


# %% vi-evaluate
def policy_values(T, R, policy, gamma):
    # Gauss and Jordan, by hand
    S = len(T)
    rows = []
    for s in range(S):
        P = sum(policy[s, a] * T[s, a] for a in range(T.shape[1]))
        r = sum(policy[s, a] * (T[s, a] * R[s, a]).sum() for a in range(T.shape[1]))
        rows.append(np.append((np.arange(S) == s) - gamma * P, r))
    for column in range(S):
        pivot = max(range(column, S), key=lambda s: abs(rows[s][column]))
        rows[column], rows[pivot] = rows[pivot], rows[column]
        rows[column] = rows[column] / rows[column][column]
        for s in range(S):
            if s != column:
                rows[s] = rows[s] - rows[s][column] * rows[column]
    return np.array([row[-1] for row in rows])


# %% vi-policy-iteration
def policy_iteration(T, R, policy, gamma, evaluate):
    world = Map(T, R)
    seen = {}
    plan = tuple(int(action) for action in policy)
    while plan not in seen:  # no plan comes twice, but the last
        seen[plan] = len(seen)
        q = world.backups(evaluate(np.array(plan)), gamma)
        plan = tuple(q.argmax(axis=1).tolist())
    return [np.array(plan) for plan in sorted(seen, key=seen.get)]


# %% vi-update
def towards(target, alpha):
    return lambda old: old + alpha * (target - old)


def q_update(Q, state, action, reward, next_state, alpha, gamma):
    values = np.ma.masked_invalid(Q[next_state])
    future = 0.0 if values.mask.all() else float(values.max())
    Q[state, action] = towards(reward + gamma * future, alpha)(Q[state, action])


# %% vi-q-learning
class Wanderer:
    def __init__(self, Q, rng):
        self.Q, self.state, self.rng, self.t = Q.copy(), 0, rng, 0

    def choose(self):
        weights = np.where(np.isneginf(self.Q[self.state]), 0.0, 1.0)
        return int(self.rng.multinomial(1, weights / weights.sum()).argmax())

    def walk(self, step, update, alpha0, decay, gamma):
        action = self.choose()
        reward, there = step(self.state, action, self.rng)
        update(self.Q, self.state, action, reward, there, alpha0 / (1 + self.t * decay), gamma)
        self.state, self.t = there, self.t + 1
        return self.Q.copy()


def q_learning(step, update, Q, steps, alpha0, decay, gamma, rng):
    peter = Wanderer(Q, rng)
    walks = (peter.walk(step, update, alpha0, decay, gamma) for _ in range(steps))
    return np.array([Q.copy(), *walks])
