# Everything in plain Python: loops, sums and lists, next to no numpy.

# %% vi-backup
def backup(T, R, Q, state, action, gamma):
    ways = [float(p) for p in T[state][action]]
    if sum(ways) == 0:
        return float("-inf")
    value = 0.0
    for s, p in enumerate(ways):
        if p == 0:
            continue
        best = max(float(q) for q in Q[s])
        if best == float("-inf"):
            best = 0.0
        value += p * (float(R[state][action][s]) + gamma * best)
    return value


# %% vi-sweep
def sweep(T, R, Q, gamma):
    new = []
    for s in range(len(Q)):
        row = []
        for a in range(len(Q[0])):
            row.append(backup(T, R, Q, s, a, gamma))
        new.append(row)
    return np.array(new)


# %% vi-settle
def settle(sweep, Q, tolerance):
    sweeps = 0
    while True:
        new = sweep(Q)
        sweeps += 1
        change = 0.0
        for s in range(Q.shape[0]):
            for a in range(Q.shape[1]):
                if Q[s, a] != float("-inf"):
                    change = max(change, abs(float(new[s, a]) - float(Q[s, a])))
        Q = new
        if change <= tolerance:
            return Q, sweeps


# %% vi-greedy
def greedy_policy(Q):
    policy = []
    for row in Q:
        row = [float(q) for q in row]
        policy.append(row.index(max(row)))
    return policy


# %% vi-flip
def flip_point(action_at, low, high, tolerance):
    first = action_at(low)
    while high - low > tolerance:
        middle = low + (high - low) / 2
        if action_at(middle) != first:
            high = middle
        else:
            low = middle
    return low


# %% vi-slow
def slow_world():
    T = [[[1.0, 0.0], [0.0, 1.0]], [[0.0, 1.0], [0.0, 0.0]]]
    R = [[[1.0, 0.0], [0.0, 0.0]], [[0.0, 1.1113], [0.0, 0.0]]]
    return T, R, 0.9


# %% vi-evaluate
def policy_values(T, R, policy, gamma):
    S, A = len(T), len(T[0])
    M = [[(1.0 if i == j else 0.0) for j in range(S)] for i in range(S)]
    r = [0.0] * S
    for s in range(S):
        for a in range(A):
            for n in range(S):
                w = float(policy[s][a]) * float(T[s][a][n])
                M[s][n] -= gamma * w
                r[s] += w * float(R[s][a][n])
    for i in range(S):  # Gauss
        pivot = max(range(i, S), key=lambda k: abs(M[k][i]))
        M[i], M[pivot], r[i], r[pivot] = M[pivot], M[i], r[pivot], r[i]
        for k in range(i + 1, S):
            f = M[k][i] / M[i][i]
            r[k] -= f * r[i]
            for j in range(i, S):
                M[k][j] -= f * M[i][j]
    V = [0.0] * S
    for i in reversed(range(S)):
        V[i] = (r[i] - sum(M[i][j] * V[j] for j in range(i + 1, S))) / M[i][i]
    return V


# %% vi-policy-iteration
def policy_iteration(T, R, policy, gamma, evaluate):
    policies = [list(map(int, policy))]
    while True:
        V = evaluate(np.array(policies[-1]))
        better = []
        for s in range(len(T)):
            best, best_value = 0, float("-inf")
            for a in range(len(T[s])):
                if sum(T[s][a]) > 0:
                    value = sum(p * (r + gamma * v) for p, r, v in zip(T[s][a], R[s][a], V))
                    if value > best_value + 1e-12:
                        best, best_value = a, value
            better.append(best)
        if better == policies[-1]:
            return policies
        policies.append(better)


# %% vi-update
def q_update(Q, state, action, reward, next_state, alpha, gamma):
    best = max(Q[next_state])
    if best == float("-inf"):
        best = 0
    Q[state][action] = (1 - alpha) * Q[state][action] + alpha * (reward + gamma * best)


# %% vi-q-learning
def q_learning(step, update, Q, steps, alpha0, decay, gamma, rng):
    Q = Q.copy()
    history, state = [Q.tolist()], 0
    for t in range(steps):
        possible = [a for a in range(len(Q[state])) if Q[state, a] > float("-inf")]
        action = possible[int(rng.random() * len(possible))]
        reward, next_state = step(state, action, rng)
        update(Q, state, action, reward, next_state, alpha0 / (1 + decay * t), gamma)
        history.append(Q.tolist())
        state = next_state
    return history
