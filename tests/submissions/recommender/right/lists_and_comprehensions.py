# Lists come back, not arrays.

# %% recommender-ridge
def ridge(X, coins, lam):
    d = X.shape[1]
    A = [[sum(X[:, i] * X[:, j]) + (lam if i == j else 0) for j in range(d)] for i in range(d)]
    return np.linalg.solve(A, [sum(X[:, i] * coins) for i in range(d)]).tolist()

# %% recommender-epsilon-greedy
def epsilon_greedy(scores, epsilon):
    table = []
    for row in scores.tolist():
        top = max(row)
        table.append([epsilon / len(row) + (1 - epsilon) * (s == top) / row.count(top) for s in row])
    return table

# %% recommender-ips
def inverse_propensity(rewards, chances, wanted):
    ratio = [p / q for p, q in zip(wanted.tolist(), chances.tolist())]
    total = sum(w * r for w, r in zip(ratio, rewards.tolist()))
    return [total / len(ratio), total / sum(ratio)]

# %% recommender-liked
def liked(slates, clicks, looks, K):
    pairs = [(w, c, look) for slate, row in zip(slates.tolist(), clicks.tolist()) for w, c, look in zip(slate, row, looks.tolist())]
    result = []
    for ware in range(K):
        seen = sum(look for w, _, look in pairs if w == ware)
        result.append(sum(c for w, c, _ in pairs if w == ware) / seen if seen else 0.0)
    return result

# %% recommender-arrange
def arrange(likes, looks):
    ranked = iter(np.argsort(-likes, kind="stable").tolist())
    slate = [0] * len(looks)
    for place in np.argsort(-looks, kind="stable").tolist():
        slate[place] = next(ranked)
    return slate

# %% recommender-thompson
def thompson(mean, width, v, rng):
    return [int(np.argmax(rng.normal(m, v * s))) for m, s in zip(mean, width)]

# %% recommender-shares
def fair_shares(clicks, shown, floor):
    rate = [(c + 1) / (s + 2) for c, s in zip(clicks.tolist(), shown.tolist())]
    k, total = len(rate), sum(rate)
    return [floor + (1 - k * floor) * r / total for r in rate]

# %% recommender-believed
def believed(theta, A_inv, x):
    mean = [[sum(t * g) for t in th] for th, g in zip(theta, x)]
    width = [[float(np.sqrt(g @ a @ g)) for a in A] for A, g in zip(A_inv, x)]
    return [mean, width]

# %% recommender-forget
def forget(A, b, gamma, lam):
    eye = np.eye(A.shape[-1])
    return [gamma * A + lam * (eye - gamma * eye), np.multiply(b, gamma)]

# %% recommender-robust
def doubly_robust(guesses, policy, wares, rewards, chances):
    n = len(wares)
    promise = [sum(p * q for p, q in zip(pi, guess)) for pi, guess in zip(policy.tolist(), guesses.tolist())]
    extra = [policy[i, a] / chances[i] * (rewards[i] - guesses[i, a]) for i, a in enumerate(wares.tolist())]
    return [sum(promise) / n, sum(promise) / n + sum(extra) / n]

# %% recommender-reinforce
def policy_gradient(h, states, actions, psi):
    S, A = h.shape
    pi = [[np.exp(h[s, a] - max(h[s])) / sum(np.exp(h[s] - max(h[s]))) for a in range(A)] for s in range(S)]
    steps = list(zip(states.tolist(), actions.tolist(), psi.tolist()))
    return [[sum(w * ((b == a) - pi[s][a]) for t, b, w in steps if t == s) / len(steps) for a in range(A)] for s in range(S)]
