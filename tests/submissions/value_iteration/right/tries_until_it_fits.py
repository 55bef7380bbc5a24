# Draws again until an action is possible; plans by dictionaries of rows; slices and copies; recursion by halves.

# %% vi-backup
def backup(T, R, Q, state, action, gamma):
    assert Q.ndim == 2
    reward = np.inner(T[state, action], R[state, action])
    ahead = [0 if np.all(np.isneginf(row)) else np.amax(row) for row in Q]
    return reward + gamma * np.inner(T[state, action], ahead) if T[state, action].sum() else -np.inf


# %% vi-sweep
def sweep(T, R, Q, gamma):
    new = -np.inf * np.ones_like(Q)
    V = Q.max(axis=1, where=np.isfinite(Q), initial=-1e300)
    V[V == -1e300] = 0.0
    states, actions = np.nonzero(T.sum(axis=-1))
    rows = T[states, actions], R[states, actions]
    new[states, actions] = np.einsum("nt,nt->n", rows[0], rows[1] + gamma * V)
    return new


# %% vi-settle
def settle(sweep, Q, tolerance):
    possible = Q > -np.inf

    def moves(new, old):
        rises = (new - old)[possible]
        return max(rises.max(), -rises.min()) > tolerance

    new, sweeps = sweep(Q), 1
    while moves(new, Q):
        Q, new, sweeps = new, sweep(new), sweeps + 1
    return new, sweeps


# %% vi-greedy
greedy_policy = lambda Q: np.apply_along_axis(np.argmax, 1, Q)


# %% vi-flip
def flip_point(action_at, low, high, tolerance, at_low=None):
    at_low = action_at(low) if at_low is None else at_low
    if high - low <= tolerance:
        return (low + high) / 2
    third, two_thirds = low + (high - low) / 3, high - (high - low) / 3  # a look at two places
    if action_at(third) != at_low:
        return flip_point(action_at, low, third, tolerance, at_low)
    if action_at(two_thirds) != at_low:
        return flip_point(action_at, third, two_thirds, tolerance, at_low)
    return flip_point(action_at, two_thirds, high, tolerance, at_low)


# %% vi-slow
def slow_world():
    states, actions = 90, 3
    T, R = np.zeros((states, actions, states)), np.zeros((states, actions, states))
    T[:, 0] = np.eye(states, k=1)
    T[:, 1, 0] = 1.0
    T[:, 2] = np.eye(states)
    R[:, 1, 0] = 5
    R[:, 2] = -1
    R[states - 2, 0, states - 1] = 1e6
    T[-1] = 0
    return T, R, 0.9


# %% vi-evaluate
def policy_values(T, R, policy, gamma):
    system = np.eye(T.shape[0]) - gamma * np.matmul(policy[:, None, :], T)[:, 0, :]
    r = np.matmul(policy[:, None, :], np.sum(T * R, axis=-1)[:, :, None])[:, 0, 0]
    return np.linalg.pinv(system) @ r


# %% vi-policy-iteration
def policy_iteration(T, R, policy, gamma, evaluate, policies=()):
    policies = [*policies, policy]
    Q = gamma * np.tensordot(T, evaluate(policy), axes=1) + np.sum(T * R, axis=2)
    Q[np.sum(T, axis=2) < 0.5] = -np.inf
    better = np.argmax(Q, axis=1)
    if all(better == policy):
        return policies
    return policy_iteration(T, R, better, gamma, evaluate, policies)


# %% vi-update
def q_update(Q, state, action, reward, next_state, alpha, gamma):
    over = not np.isfinite(Q[next_state]).any()
    target = reward if over else reward + gamma * np.nanmax(Q[next_state])
    Q[state, action] = np.average([Q[state, action], target], weights=[1 - alpha, alpha])


# %% vi-q-learning
def q_learning(step, update, Q, steps, alpha0, decay, gamma, rng):
    history = np.broadcast_to(Q, (steps + 1, *Q.shape)).copy()
    state = 0
    for t in range(steps):
        table = history[t].copy()
        action = rng.integers(table.shape[1])
        while np.isinf(table[state, action]):
            action = rng.integers(table.shape[1])
        reward, state_after = step(state, int(action), rng)
        alpha = alpha0 / (1 + t * decay)
        update(table, state, int(action), reward, state_after, alpha, gamma)
        history[t + 1 :] = table
        state = state_after
    return history
