# One row for each pair of state and action: tables become matrices, sums become products.

# %% vi-backup
def backup(T, R, Q, state, action, gamma):
    V = np.max(Q, axis=1)
    V = np.nan_to_num(V, neginf=0.0)
    ways = T[state, action] > 0
    if not ways.any():
        return -np.inf
    return np.sum((R[state, action] + gamma * V)[ways] * T[state, action][ways])


# %% vi-sweep
def sweep(T, R, Q, gamma):
    S, A = Q.shape
    V = np.nan_to_num(Q.max(axis=1), neginf=0.0)
    flat_T, flat_R = T.reshape(S * A, S), R.reshape(S * A, S)
    new = (flat_T * flat_R).sum(axis=1) + gamma * flat_T.dot(V)
    new[flat_T.sum(axis=1) == 0] = -np.inf
    return new.reshape(S, A)


# %% vi-settle
def settle(sweep, Q, tolerance):
    for sweeps in range(1, 10**9):
        new = sweep(Q)
        with np.errstate(invalid="ignore"):
            change = np.nanmax(np.abs(new - Q))
        Q = new
        if change < tolerance:
            return [Q, sweeps]


# %% vi-greedy
def greedy_policy(Q):
    return np.argsort(-Q, axis=1, kind="stable")[:, 0]


# %% vi-flip
def flip_point(action_at, low, high, tolerance):
    def same(gamma, start=action_at(low)):
        return action_at(gamma) == start

    width = high - low
    while width > tolerance:
        width /= 2
        if same(low + width):
            low += width
    return low + width / 2


# %% vi-slow
def slow_world():
    S = 100
    T, R = np.zeros((S, 3, S)), np.zeros((S, 3, S))
    for s in range(S - 1):
        T[s, 0, s + 1] = 1.0
        T[s, 1, s] = 1.0
    R[:, 1, :] = 0.5
    T[S - 2, 0] = 0
    T[S - 2, 0, S - 1] = 1.0
    R[S - 2, 0, S - 1] = 1e5
    return T, R, 0.95


# %% vi-evaluate
def policy_values(T, R, policy, gamma):
    S, A = policy.shape
    choose = np.zeros((S, S * A))
    for s in range(S):
        choose[s, s * A : (s + 1) * A] = policy[s]
    P = choose @ T.reshape(S * A, S)
    r = choose @ np.sum(T * R, axis=2).reshape(S * A)
    q, upper = np.linalg.qr(np.eye(S) - gamma * P)
    return np.linalg.solve(upper, q.T @ r)


# %% vi-policy-iteration
def policy_iteration(T, R, policy, gamma, evaluate):
    S, A = T.shape[:2]
    flat_T = T.reshape(S * A, S)
    mean_R = (flat_T * R.reshape(S * A, S)).sum(axis=1)
    policies = [np.asarray(policy)]
    for _ in range(A**S):
        Q = (mean_R + gamma * flat_T @ evaluate(policies[-1])).reshape(S, A)
        Q = np.where(T.any(axis=2), Q, -1e300)
        better = np.argmax(Q, axis=1)
        if np.all(better == policies[-1]):
            break
        policies = policies + [better]
    return policies


# %% vi-update
def q_update(Q, state, action, reward, next_state, alpha, gamma):
    future = np.nan_to_num(Q[next_state].max(), neginf=0.0)
    Q[state, action] += alpha * (reward + gamma * future) - alpha * Q[state, action]


# %% vi-q-learning
def q_learning(step, update, Q, steps, alpha0, decay, gamma, rng):
    history = np.repeat(Q[None], steps + 1, axis=0)
    alphas = alpha0 / (1 + decay * np.arange(steps))
    state = 0
    for t, alpha in enumerate(alphas):
        history[t + 1] = history[t]
        open_ways = np.nonzero(history[t, state] != -np.inf)[0]
        action = open_ways[rng.integers(len(open_ways))]
        reward, next_state = step(state, action, rng)
        update(history[t + 1], state, action, reward, next_state, alpha, gamma)
        state = next_state
    return history
