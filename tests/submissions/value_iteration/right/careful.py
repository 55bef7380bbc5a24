# Checks everything, works on copies, keeps the old action where it is as good as any, returns floats as floats.

# %% vi-backup
def backup(T, R, Q, state, action, gamma):
    T, R, Q = np.array(T), np.array(R), np.array(Q)
    assert T.shape == R.shape == (*Q.shape, len(Q))
    possible = T[state, action].sum() > 0.5
    V = np.array([max([q for q in row if q > -np.inf], default=0.0) for row in Q])
    return (
        float(np.average(R[state, action] + gamma * V, weights=T[state, action]))
        if possible
        else -np.inf
    )


# %% vi-sweep
def sweep(T, R, Q, gamma):
    V = np.array([max([q for q in row if q > -np.inf], default=0.0) for row in Q])
    new = np.empty(Q.shape)
    for state in range(len(Q)):
        new[state] = [p @ (r + gamma * V) for p, r in zip(T[state], R[state])]
        new[state][~T[state].any(axis=1)] = -np.inf
    return new


# %% vi-settle
def settle(sweep, Q, tolerance):
    Q = Q.copy()
    possible = ~np.isneginf(Q)
    sweeps = 0
    settled = False
    while not settled:
        new = sweep(Q.copy())
        rise = np.max(new[possible] - Q[possible])
        fall = np.max(Q[possible] - new[possible])
        settled = max(rise, fall) <= tolerance
        Q, sweeps = new, sweeps + 1
    return Q, sweeps


# %% vi-greedy
def greedy_policy(Q):
    policy = np.zeros(len(Q), dtype=np.int32)
    for state, row in enumerate(Q):
        for action, value in enumerate(row):
            if value > row[policy[state]]:
                policy[state] = action
    return policy


# %% vi-flip
def flip_point(action_at, low, high, tolerance):
    at_low, at_high = action_at(low), action_at(high)
    if at_low == at_high:
        raise ValueError("no flip here")
    while abs(high - low) > tolerance / 2:
        middle = np.mean([low, high])
        if action_at(middle) == at_low:
            low = middle
        else:
            high = middle
    return np.float64(high)


# %% vi-slow
def slow_world():
    T = np.zeros((3, 2, 3))
    R = np.zeros((3, 2, 3))
    T[0, 0], T[0, 1], T[1, 0] = (1, 0, 0), (0, 1, 0), (0, 1, 0)
    R[0, 0, 0] = 1
    R[1, 0, 1] = 1.0256  # begins a step later, pays a little more, is ahead after 80 steps
    T[2, 1] = (0, 0, 1)
    R[2, 1, 2] = 10
    return T, R, 0.98


# %% vi-evaluate
def policy_values(T, R, policy, gamma):
    S = T.shape[0]
    P = np.array([policy[s] @ T[s] for s in range(S)])
    r = np.array([policy[s] @ (T[s] * R[s]).sum(axis=1) for s in range(S)])
    V = np.linalg.solve(np.eye(S) - gamma * P, r.reshape(-1, 1))
    return V[:, 0]


# %% vi-policy-iteration
def policy_iteration(T, R, policy, gamma, evaluate):
    policies = [np.array(policy, dtype=int)]
    while True:
        now = policies[-1]
        V = evaluate(now.copy())
        Q = np.where(T.any(axis=2), np.sum(T * (R + gamma * V), axis=2), -np.inf)
        rows = np.arange(len(now))
        keep = (Q[rows, now] >= Q.max(axis=1) - 1e-10) | ~T.any(axis=(1, 2))
        better = np.where(keep, now, Q.argmax(axis=1))
        if (better == now).all():
            return policies
        policies.append(better)


# %% vi-update
def q_update(Q, state, action, reward, next_state, alpha, gamma):
    row = Q[next_state][np.isfinite(Q[next_state])]
    target = reward + (gamma * row.max() if row.size else 0.0)
    Q[state, action] = np.interp(alpha, [0, 1], [Q[state, action], target])


# %% vi-q-learning
def q_learning(step, update, Q, steps, alpha0, decay, gamma, rng):
    history = np.full((steps + 1,) + Q.shape, np.nan)
    table = history[0] = Q
    table, state, t = np.array(table), 0, 0
    while t < steps:
        weights = np.isfinite(table[state]).cumsum()
        action = int(np.searchsorted(weights, rng.random() * weights[-1], side="right"))
        reward, next_state = step(state, action, rng)
        update(table, state, action, reward, next_state, alpha0 / (1 + t * decay), gamma)
        t += 1
        history[t], state = table, next_state
    return history
