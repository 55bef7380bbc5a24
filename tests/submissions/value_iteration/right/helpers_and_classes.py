# Splits the work into helpers; callable objects instead of functions; reuses earlier answers.

# %% vi-backup
def value_of(row):
    best = np.max(row)
    return best if np.isfinite(best) else 0.0


class Backup:
    def __call__(self, T, R, Q, state, action, gamma):
        chances = T[state, action]
        if not np.any(chances > 0):
            return float("-inf")
        targets = [r + gamma * value_of(row) for r, row in zip(R[state, action], Q)]
        return float(np.dot(chances, targets))


backup = Backup()


# %% vi-sweep
def sweep(T, R, Q, gamma):
    old = Q.copy()
    new = Q.copy()
    for state, action in np.ndindex(Q.shape):
        new[state, action] = backup(T, R, old, state, action, gamma)
    return new


# %% vi-settle
def largest_change(new, old):
    moved = [abs(n - o) for n, o in zip(new.flat, old.flat) if np.isfinite(o)]
    return max(moved)


def settle(sweep, Q, tolerance):
    tables = [Q, sweep(Q)]
    while largest_change(tables[-1], tables[-2]) > tolerance:
        tables.append(sweep(tables[-1]))
    return tables[-1], len(tables) - 1


# %% vi-greedy
class Greedy:
    def __call__(self, Q):
        return np.array([self.best(row) for row in Q], dtype=np.int64)

    @staticmethod
    def best(row):
        return np.argsort(row)[-1]


greedy_policy = Greedy()


# %% vi-flip
class Interval:
    def __init__(self, low, high):
        self.low, self.high = low, high

    @property
    def middle(self):
        return 0.5 * (self.low + self.high)


def flip_point(action_at, low, high, tolerance):
    place, at_low = Interval(low, high), action_at(low)
    while place.high - place.low > tolerance:
        setattr(place, "low" if action_at(place.middle) == at_low else "high", place.middle)
    return place.middle


# %% vi-slow
def corridor(length):
    T = np.zeros((length, 2, length))
    for place in range(length):
        T[place, 0, place] = 1
        T[place, 1, min(place + 1, length - 1)] = 1
    return T


def slow_world():
    T = corridor(70)
    R = np.zeros_like(T)
    R[:, 0] = 2
    R[-1] = 900
    return T, R, 0.97


# %% vi-evaluate
def policy_values(T, R, policy, gamma):
    S = len(T)
    P, r = np.zeros((S, S)), np.zeros(S)
    for s in range(S):
        for a, chance in enumerate(policy[s]):
            P[s] += chance * T[s, a]
            r[s] += chance * np.dot(T[s, a], R[s, a])
    V, *_ = np.linalg.lstsq(np.eye(S) - gamma * P, r, rcond=None)
    return V


# %% vi-policy-iteration
def improve(T, R, V, gamma):
    S, A = T.shape[:2]
    policy = np.zeros(S, dtype=int)
    for s in range(S):
        possible = [a for a in range(A) if T[s, a].any()]
        if possible:
            policy[s] = max(possible, key=lambda a: T[s, a] @ (R[s, a] + gamma * V))
    return policy


def policy_iteration(T, R, policy, gamma, evaluate):
    found = [policy.copy()]
    while True:
        new = improve(T, R, evaluate(found[-1]), gamma)
        if (new == found[-1]).all():
            break
        found.append(new)
    return found


# %% vi-update
def q_update(Q, state, action, reward, next_state, alpha, gamma):
    target = reward + gamma * value_of(Q[next_state])
    Q[state, action] -= alpha * (Q[state, action] - target)
    return Q


# %% vi-q-learning
class Walk:
    def __init__(self, step, update, Q, gamma, rng):
        self.step, self.update, self.gamma, self.rng = step, update, gamma, rng
        self.Q, self.state = Q.copy(), 0

    def go(self, alpha):
        action = self.rng.choice(np.where(self.Q[self.state] > -np.inf)[0])
        reward, after = self.step(self.state, action, self.rng)
        self.update(self.Q, self.state, action, reward, after, alpha, self.gamma)
        self.state = after
        return self.Q.copy()


def q_learning(step, update, Q, steps, alpha0, decay, gamma, rng):
    walk = Walk(step, update, Q, gamma, rng)
    return np.array([Q] + [walk.go(alpha0 / (1 + t * decay)) for t in range(steps)])

# %% vi-weather
def set_weather():
    gammas, slips = (0.3, 0.3, 0.9, 0.9, 0.9), (0, 0.25, 0, 0.25, 0.25)
    return tuple(zip(gammas, slips, (0, 0, 0, 0, 20), strict=True))
