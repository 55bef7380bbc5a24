# Follows the equations literally: einsum, expected rewards apart from expected futures, inverses.

# %% vi-backup
def backup(T, R, Q, state, action, gamma):
    p = T[state, action]
    if p.sum() == 0:
        return -np.inf
    V = np.where(np.isfinite(Q).any(axis=1), Q.max(axis=1), 0)
    return p @ R[state, action] + gamma * (p @ V)


# %% vi-sweep
def sweep(T, R, Q, gamma):
    V = np.where(np.isfinite(Q).any(axis=1), Q.max(axis=1), 0)
    rewards = np.einsum("ijk,ijk->ij", T, R)
    return np.where(T.sum(axis=2) > 0, rewards + gamma * T @ V, -np.inf)


# %% vi-settle
def settle(sweep, Q, tolerance):
    possible = Q > -np.inf
    sweeps = 0
    change = np.inf
    while not change <= tolerance:
        before = np.where(possible, Q, 0)
        Q = sweep(Q)
        change = np.abs(np.where(possible, Q, 0) - before).max()
        sweeps = sweeps + 1
    return Q, sweeps


# %% vi-greedy
def greedy_policy(Q):
    return np.array([np.flatnonzero(row == row.max())[-1] for row in Q])


# %% vi-flip
def flip_point(action_at, low, high, tolerance):
    last = action_at(high)
    for _ in range(int(np.ceil(np.log2((high - low) / tolerance))) + 1):
        middle = (low + high) / 2
        low, high = (low, middle) if action_at(middle) == last else (middle, high)
    return (low + high) / 2


# %% vi-slow
def slow_world():
    T = np.zeros((2, 2, 2))
    R = np.zeros((2, 2, 2))
    T[0, 0, 0] = T[0, 1, 1] = T[1, 0, 1] = 1
    R[0, 0, 0] = 1
    R[1, 0, 1] = 1 / 0.9 + 1e-4
    return T, R, 0.9


# %% vi-evaluate
def policy_values(T, R, policy, gamma):
    r = (policy[:, :, None] * T * R).sum(axis=(1, 2))
    P = (policy[:, :, None] * T).sum(axis=1)
    return np.linalg.inv(np.identity(len(r)) - gamma * P) @ r


# %% vi-policy-iteration
def policy_iteration(T, R, policy, gamma, evaluate):
    policies, stable = [np.array(policy)], False
    while not stable:
        V = np.asarray(evaluate(policies[-1]))
        Q = np.einsum("ijk,ijk->ij", T, R + gamma * V[None, None, :])
        Q[T.sum(axis=2) == 0] = -np.inf
        better = np.argmax(Q, axis=1)
        stable = bool((better == policies[-1]).all())
        if not stable:
            policies.append(better)
    return policies


# %% vi-update
def q_update(Q, state, action, reward, next_state, alpha, gamma):
    terminal = not np.isfinite(Q[next_state]).any()
    error = reward + gamma * (0 if terminal else Q[next_state].max()) - Q[state, action]
    Q[state, action] = Q[state, action] + alpha * error


# %% vi-q-learning
def q_learning(step, update, Q, steps, alpha0, decay, gamma, rng):
    Q, state = np.array(Q), 0
    history = [np.array(Q)]
    for t in range(steps):
        possible = np.isfinite(Q[state])
        action = rng.choice(len(possible), p=possible / possible.sum())
        reward, next_state = step(state, action, rng)
        update(Q, state, action, reward, next_state, alpha0 / (1 + t * decay), gamma)
        history.append(np.array(Q))
        state = next_state
    return np.stack(history)

# %% vi-weather
def set_weather():
    return np.array(
        [[0.2, 0, -1], [0.25, 0.1, 0], [0.9, 0, -0.5], [0.95, 0.3, 0], [0.99, 0.5, 15]]
    )
