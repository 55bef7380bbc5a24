# Keeps its tables in single precision where it makes them; solves by doubling; numbers drawn in one go.

# %% vi-backup
def backup(T, R, Q, state, action, gamma):
    if T[state, action].max() == 0:
        return np.float32(-np.inf)
    V = Q.max(axis=1).astype(np.float32)
    V[np.isinf(V)] = 0
    t, r = np.float32(T[state, action]), np.float32(R[state, action])
    return np.sum(t * (r + np.float32(gamma) * V), dtype=np.float32)


# %% vi-sweep
def sweep(T, R, Q, gamma):
    V = np.nan_to_num(Q.max(axis=1), neginf=0)
    new = np.einsum("ijk,ijk->ij", T, R) + gamma * np.dot(T, V)
    new = np.asarray(new, dtype=np.float32)
    new[T.sum(axis=2) == 0] = -np.inf
    return new


# %% vi-settle
def settle(sweep, Q, tolerance):
    mask = np.isfinite(Q)
    n = 0
    while True:
        previous = Q
        Q = sweep(Q)
        n += 1
        if not np.any(
            np.abs(np.subtract(Q, previous, where=mask, out=np.zeros(Q.shape))) > tolerance
        ):
            return Q, np.int32(n)


# %% vi-greedy
def greedy_policy(Q):
    return np.asarray(Q, dtype=np.float32).argmax(axis=1).astype(np.uint8)


# %% vi-flip
def flip_point(action_at, low, high, tolerance):
    ends = {action_at(low): low, action_at(high): high}
    while max(ends.values()) - min(ends.values()) > tolerance:
        middle = sum(ends.values()) / 2
        action = action_at(middle)
        ends[action if action in ends else list(ends)[1]] = middle
    return sum(ends.values()) / 2


# %% vi-slow
def slow_world():
    n = 100
    place = np.arange(n)
    T = np.zeros((n, 2, n), dtype=np.float32)
    T[place, 0, np.maximum(place - 1, 0)] = 1
    T[place, 1, np.minimum(place + 1, n - 1)] = 1
    R = np.zeros((n, 2, n), dtype=np.float32)
    R[0, 0, 0], R[n - 1, 1, n - 1] = 1, 1000
    return T, R, np.float32(0.98)


# %% vi-evaluate
def policy_values(T, R, policy, gamma):
    M = gamma * np.einsum("sa,sat->st", policy, T)
    V = np.einsum("sa,sat,sat->s", policy, T, R)
    for _ in range(40):  # (I + M)(I + M^2)(I + M^4) … = (I - M)^-1
        V = V + M @ V
        M = M @ M
    return V


# %% vi-policy-iteration
def policy_iteration(T, R, policy, gamma, evaluate):
    policies = []
    new = np.array(policy, dtype=np.int16)
    old = new - 1
    while (new != old).any():
        policies.append(new)
        old = new
        q = (T @ evaluate(old)) * gamma + (T * R).sum(axis=2)
        q[~T.any(axis=2)] = -np.inf
        new = np.argmax(q, axis=1).astype(np.int16)
    return policies


# %% vi-update
def q_update(Q, state, action, reward, next_state, alpha, gamma):
    V = float(np.nan_to_num(Q[next_state].max(), neginf=0.0))
    error = reward + gamma * V - Q[state, action]
    change = np.zeros(Q.shape)
    change[state, action] = alpha * error
    Q += change


# %% vi-q-learning
def q_learning(step, update, Q, steps, alpha0, decay, gamma, rng):
    Q = np.array(Q)
    history = np.zeros((steps + 1, *Q.shape), dtype=np.float32)
    history[0] = Q
    u = rng.random(steps + 1)  # one more than needed
    state = 0
    for t in range(steps):
        possible = np.argwhere(Q[state] > -np.inf)[:, 0]
        action = possible[int(u[t] * possible.size)]
        reward, next_state = step(state, action, rng)
        update(Q, state, action, reward, next_state, alpha0 / (1 + t * decay), gamma)
        history[t + 1] = Q
        state = next_state
    return history
