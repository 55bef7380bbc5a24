# Powers by logarithms, means by sums, targets by differences.

# %% mz-dream
def dream(Q, model, times, rng):
    for _ in range(times):
        s, a = tuple(rng.choice(list(model)))
        reward, after, over = model[int(s), int(a)]
        error = reward - Q[s, a]
        if not over:
            error += DISCOUNT * np.amax(Q, axis=1)[after]
        Q[s, a] += ALPHA * error


# %% mz-policy
def policy_of(N, temperature=1.0):
    with np.errstate(divide="ignore"):
        power = np.log(N) / temperature
    power = np.exp(power - power.max(axis=1, keepdims=True))
    return power / power.sum(axis=1, keepdims=True)


# %% mz-backup
def backup(Q, N, R, path, value, gamma):
    total = Q * N
    G = value.astype(float)
    for games, nodes, actions in reversed(list(path)):
        G[games] *= gamma
        G[games] += R[games, nodes, actions]
        total[games, nodes, actions] += G[games]
        N[games, nodes, actions] += 1
    for games, nodes, actions in path:
        Q[games, nodes, actions] = total[games, nodes, actions] / N[games, nodes, actions]


# %% mz-puct
def puct(q, N, P, own):
    logs = np.log(P) + 0.5 * np.log(1 + N.sum(axis=1))[:, None] - np.log1p(N)
    return np.choose(N > 0, [np.repeat(own[:, None], 2, axis=1), q]) + C * np.exp(logs)


# %% mz-ahead
def values_ahead(rewards, values, terminated, n, gamma):
    T = len(rewards)
    end = 0.0 if terminated else values[-1]
    whole = np.append(np.zeros(T), end)  # all rewards to the end
    for t in range(T - 1, -1, -1):
        whole[t] = rewards[t] + gamma * whole[t + 1]
    z = whole[:T].copy()
    for t in range(T - n):
        z[t] += gamma**n * (values[t + n] - whole[t + n])
        if t + n == T:
            z[t] = whole[t]
    return z


# %% mz-scaled
def scaled(h, xp=np):
    low = -xp.max(-h, axis=1, keepdims=True)
    return (h - low) / (1e-5 - low + xp.max(h, axis=1, keepdims=True))


# %% mz-dynamics
def dynamics(weights, hidden, actions, xp=np):
    # the matrix has a row for each action: add it, instead of a one-hot row times the matrix
    matrix, offsets = weights["step"]
    width = hidden.shape[1]
    inner = hidden @ matrix[:width] + xp.take(matrix[width:], actions, axis=0) + offsets
    inner = (inner + xp.abs(inner)) / 2
    return scaled(hidden + layer(weights, "change", inner), xp), layer(weights, "reward", inner)[
        :, 0
    ]
