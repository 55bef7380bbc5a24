# Recursion, generators and reductions where others loop; values by sweeping, not by solving.

# %% vi-backup
from math import inf, isinf


def backup(T, R, Q, state, action, gamma):
    def term(s):
        best = max(Q[s])
        return T[state, action, s] * (R[state, action, s] + gamma * (0 if isinf(best) else best))

    return sum(map(term, range(len(Q)))) if T[state, action].max() > 0 else -inf


# %% vi-sweep
def sweep(T, R, Q, gamma):
    V = [0.0 if isinf(best) else best for best in map(max, Q.tolist())]
    rows = (
        [
            sum(p * (r + gamma * v) for p, r, v in zip(t, rr, V)) if any(t) else -inf
            for t, rr in zip(ts, rs)
        ]
        for ts, rs in zip(T.tolist(), R.tolist())
    )
    return np.array(list(rows))


# %% vi-settle
def settle(sweep, Q, tolerance, sweeps=0):
    new = sweep(Q)
    change = max(abs(n - o) for n, o in zip(new.ravel(), Q.ravel()) if o != -np.inf)
    return (new, sweeps + 1) if change <= tolerance else settle(sweep, new, tolerance, sweeps + 1)


# %% vi-greedy
def greedy_policy(Q):
    return tuple(max(range(len(row)), key=lambda a: row[a]) for row in Q.tolist())


# %% vi-flip
def flip_point(action_at, low, high, tolerance):
    middle = (low + high) / 2
    if high - low <= tolerance:
        return middle
    if action_at(middle) == action_at(low):
        return flip_point(action_at, middle, high, tolerance)
    return flip_point(action_at, low, middle, tolerance)


# %% vi-slow
def slow_world():
    # a bad habit that pays now and costs for ever, a little, after a delay of 70 steps
    S = 72
    T, R = np.zeros((S, 2, S)), np.zeros((S, 2, S))
    T[0, 0, 0], T[0, 1, 1] = 1, 1
    R[0, 1, 1] = 1.0
    for s in range(1, S - 1):
        T[s, 0, s + 1] = 1
    T[S - 1, 0, S - 1] = 1
    R[S - 1, 0, S - 1] = -1e4
    return T, R, 0.95


# %% vi-evaluate
def policy_values(T, R, policy, gamma):
    r = np.einsum("sa,sat,sat->s", policy, T, R)
    P = gamma * np.einsum("sa,sat->st", policy, T)
    V = np.zeros(len(r))
    for _ in range(5000):
        V = r + P @ V
    return V


# %% vi-policy-iteration
def policy_iteration(T, R, policy, gamma, evaluate):
    V = evaluate(policy)
    Q = np.where(T.any(axis=2), (T * (R + gamma * V)).sum(axis=2), -np.inf)
    better = Q.argmax(axis=1)
    if np.array_equal(better, policy):
        return [policy]
    return [policy, *policy_iteration(T, R, better, gamma, evaluate)]


# %% vi-update
def q_update(Q, state, action, reward, next_state, alpha, gamma):
    possible = [q for q in Q[next_state] if not isinf(q)]
    Q[state, action] += alpha * (reward + gamma * max(possible, default=0.0) - Q[state, action])


# %% vi-q-learning
def tables(step, update, Q, alphas, gamma, rng):
    state = 0
    yield Q.copy()
    for alpha in alphas:
        action = rng.permutation(np.flatnonzero(np.isfinite(Q[state])))[0]
        reward, after = step(state, action, rng)
        update(Q, state, action, reward, after, alpha, gamma)
        state = after
        yield Q.copy()


def q_learning(step, update, Q, steps, alpha0, decay, gamma, rng):
    alphas = (alpha0 / (1 + t * decay) for t in range(steps))
    return np.array(list(tables(step, update, Q.copy(), alphas, gamma, rng)))
