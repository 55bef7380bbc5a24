# Everything by loops, as the formulas stand.

# %% mz-dream
def dream(Q, model, times, rng):
    known = sorted(model)
    for _ in range(times):
        s, a = known[int(rng.integers(0, len(known)))]
        r, after, over = model[(s, a)]
        best = 0.0
        if not over:
            best = max(Q[after, b] for b in range(Q.shape[1]))
        Q[s, a] = Q[s, a] + ALPHA * (r + DISCOUNT * best - Q[s, a])


# %% mz-normal
def normalised(q, low, high):
    q, low, high = np.broadcast_arrays(q, low, high)
    result = np.zeros(q.shape)
    for place in np.ndindex(q.shape):
        if high[place] > low[place]:
            result[place] = (q[place] - low[place]) / (high[place] - low[place])
    return result


# %% mz-puct
def puct(q, N, P, own):
    scores = np.zeros(q.shape)
    for i in range(len(q)):
        total = 1 + sum(N[i])
        for a in range(2):
            value = q[i, a] if N[i, a] > 0 else own[i]
            scores[i, a] = value + C * P[i, a] * total**0.5 / (1 + N[i, a])
    return scores


# %% mz-backup
def backup(Q, N, R, path, value, gamma):
    G = [float(v) for v in value]
    for level in range(len(path) - 1, -1, -1):
        for g, node, a in zip(*path[level]):
            G[g] = R[g, node, a] + gamma * G[g]
            Q[g, node, a] = (Q[g, node, a] * N[g, node, a] + G[g]) / (N[g, node, a] + 1)
            N[g, node, a] += 1


# %% mz-ahead
def values_ahead(rewards, values, terminated, n, gamma):
    T = len(rewards)
    z = np.zeros(T)
    for t in range(T):
        m = min(n, T - t)
        for k in range(m):
            z[t] += gamma**k * rewards[t + k]
        if not (terminated and t + m == T):
            z[t] += gamma**m * values[t + m]
    return z


# %% mz-unrolled
def unrolled(x, steps, beyond):
    windows = np.full((len(x), steps, *x.shape[1:]), beyond, dtype=x.dtype)
    for t in range(len(x)):
        for k in range(steps):
            if t + k < len(x):
                windows[t, k] = x[t + k]
    return windows
