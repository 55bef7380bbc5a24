# Goes by columns, actions first: moves axes, transposes, keeps lists of tables, sorts pairs; steps are unrolled.

# %% vi-backup
def backup(T, R, Q, state, action, gamma):
    value = 0.0
    reached = False
    for s2 in range(T.shape[2]):
        p = T[state, action, s2]
        if p == 0:
            continue
        reached = True
        row = sorted(Q[s2])
        future = gamma * row[-1] if row[-1] != -np.inf else 0.0
        value += p * R[state, action, s2] + p * future
    return value if reached else -np.inf


# %% vi-sweep
def sweep(T, R, Q, gamma):
    V = np.sort(Q, axis=1)[:, -1]
    V = np.where(V > -np.inf, V, 0)
    columns = []
    for t, r in zip(np.moveaxis(T, 1, 0), np.moveaxis(R, 1, 0)):
        column = np.diag(t @ r.T) + gamma * (t @ V)
        column = np.where(t.any(axis=1), column, -np.inf)
        columns.append(column)
    return np.stack(columns).T


# %% vi-settle
def settle(sweep, Q, tolerance):
    sweeps = 0
    moved = True
    while moved:
        old = Q.copy()
        Q = sweep(old)
        sweeps = sweeps + 1
        moved = False
        for new_row, old_row in zip(Q, old):
            for new, was in zip(new_row, old_row):
                if was != -np.inf and abs(new - was) > tolerance:
                    moved = True
    return [Q, sweeps]


# %% vi-greedy
def greedy_policy(Q):
    place, value = np.zeros(len(Q), dtype=int), Q[:, 0].copy()
    for action in range(1, Q.shape[1]):
        better = Q[:, action] > value
        place[better], value[better] = action, Q[better, action]
    return place


# %% vi-flip
def flip_point(action_at, low, high, tolerance):
    before = action_at(low)
    step = (high - low) / 2
    point = low + step
    while step > tolerance / 4:
        step = step / 2
        point = point + step if action_at(point) == before else point - step
    return point


# %% vi-slow
def slow_world():
    # a lottery ticket costs 1 a day and wins one day in thousand; else work for 2
    T = np.zeros((3, 2, 3))
    T[0, 0] = [1, 0, 0]
    T[0, 1] = [0.999, 0.001, 0]
    T[1, :, 1] = 1
    T[2, :, 2] = 1
    R = np.zeros((3, 2, 3))
    R[0, 0, 0] = 2
    R[0, 1, 0] = -1
    R[0, 1, 1] = 0
    R[1, :, 1] = 60.0
    return T, R, 0.999


# %% vi-evaluate
def policy_values(T, R, policy, gamma):
    S, A = policy.shape
    P = np.zeros((S, S))
    r = np.zeros(S)
    for a in range(A):
        P += policy[:, [a]] * T[:, a]
        r += policy[:, a] * np.sum(T[:, a] * R[:, a], axis=1)
    return np.linalg.inv(np.eye(S) - gamma * P) @ r


# %% vi-policy-iteration
def policy_iteration(T, R, policy, gamma, evaluate):
    list_of_policies = [policy]
    changed = True
    while changed:
        changed = False
        V = evaluate(list_of_policies[-1])
        new = []
        for s in range(T.shape[0]):
            values = []
            for a in range(T.shape[1]):
                if np.sum(T[s, a]) > 0:
                    q = 0.0
                    for s2 in range(T.shape[0]):
                        q += T[s, a, s2] * (R[s, a, s2] + gamma * V[s2])
                    values.append((q, -a))
            new.append(-max(values)[1] if values else 0)
            changed = changed or new[-1] != list_of_policies[-1][s]
        if changed:
            list_of_policies.append(np.array(new))
    return list_of_policies


# %% vi-update
def q_update(Q, state, action, reward, next_state, alpha, gamma):
    best = -np.inf
    for value in Q[next_state]:
        if value > best:
            best = value
    if best == -np.inf:
        best = 0.0
    Q[state, action] *= 1 - alpha
    Q[state, action] += alpha * reward + alpha * gamma * best


# %% vi-q-learning
def q_learning(step, update, Q, steps, alpha0, decay, gamma, rng):
    tables = [Q.copy()]
    state = 0
    for t in range(1, steps + 1):
        Q = tables[-1].copy()
        order = rng.permutation(Q.shape[1])
        action = next(a for a in order if np.isfinite(Q[state, a]))  # the first possible one
        reward, new_state = step(state, action, rng)
        update(Q, state, action, reward, new_state, alpha0 / (1 + (t - 1) * decay), gamma)
        tables.append(Q)
        state = new_state
    return np.array(tables)
