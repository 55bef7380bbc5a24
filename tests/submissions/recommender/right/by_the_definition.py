# Loops over guests, stalls and wares, as the sums are written.

# %% recommender-ridge
def ridge(X, coins, lam):
    d = X.shape[1]
    A, b = np.eye(d) * lam, np.zeros(d)
    for x, r in zip(X, coins):
        A += np.outer(x, x)
        b += r * x
    return np.linalg.inv(A) @ b

# %% recommender-rank-one
def rank_one(A_inv, x, weight):
    new = np.empty(A_inv.shape)
    for s in range(len(x)):
        u = A_inv[s] @ x[s]
        new[s] = A_inv[s] - weight / (1 + weight * (x[s] @ u)) * np.outer(u, u)
    return new

# %% recommender-epsilon-greedy
def epsilon_greedy(scores, epsilon):
    n, k = scores.shape
    chances = np.full((n, k), epsilon / k)
    for row in range(n):
        best = np.flatnonzero(scores[row] == max(scores[row]))
        chances[row, best] += (1 - epsilon) / len(best)
    return chances

# %% recommender-believed
def believed(theta, A_inv, x):
    n, k, d = theta.shape
    mean, width = np.zeros((n, k)), np.zeros((n, k))
    for s in range(n):
        for a in range(k):
            mean[s, a] = theta[s, a] @ x[s]
            width[s, a] = (x[s] @ A_inv[s, a] @ x[s]) ** 0.5
    return mean, width

# %% recommender-thompson
def thompson(mean, width, v, rng):
    wares = []
    for m, s in zip(mean, width):
        draws = [rng.normal(mu, v * sd) for mu, sd in zip(m, s)]
        wares.append(draws.index(max(draws)))
    return np.array(wares)

# %% recommender-forget
def forget(A, b, gamma, lam):
    new = gamma * A
    for i in range(A.shape[-1]):
        new[..., i, i] += (1 - gamma) * lam
    return new, b * gamma

# %% recommender-newton
def newton_step(w, X, clicks, lam):
    g, H = lam * w, lam * np.eye(len(w))
    for x, y in zip(X, clicks):
        p = 1 / (1 + np.exp(-(x @ w)))
        g = g + (p - y) * x
        H = H + p * (1 - p) * np.outer(x, x)
    return w - np.linalg.inv(H) @ g

# %% recommender-ips
def inverse_propensity(rewards, chances, wanted):
    total = weights = 0.0
    for r, q, p in zip(rewards, chances, wanted):
        total += p / q * r
        weights += p / q
    return total / len(rewards), total / weights

# %% recommender-robust
def doubly_robust(guesses, policy, wares, rewards, chances):
    n, k = guesses.shape
    direct = sum(policy[i, a] * guesses[i, a] for i in range(n) for a in range(k)) / n
    extra = 0.0
    for i, a in enumerate(wares):
        extra += policy[i, a] / chances[i] * (rewards[i] - guesses[i, a])
    return direct, direct + extra / n

# %% recommender-liked
def liked(slates, clicks, looks, K):
    clicked, seen = np.zeros(K), np.zeros(K)
    for slate, row in zip(slates, clicks):
        for place, ware in enumerate(slate):
            clicked[ware] += row[place]
            seen[ware] += looks[place]
    return np.array([c / s if s > 0 else 0.0 for c, s in zip(clicked, seen)])

# %% recommender-arrange
def arrange(likes, looks):
    places = sorted(range(len(looks)), key=lambda j: -looks[j])
    wares = sorted(range(len(likes)), key=lambda a: -likes[a])
    slate = np.zeros(len(looks), dtype=int)
    for place, ware in zip(places, wares):
        slate[place] = ware
    return slate

# %% recommender-reinforce
def policy_gradient(h, states, actions, psi):
    gradient = np.zeros(h.shape)
    for s, a, weight in zip(states, actions, psi):
        e = np.exp(h[s] - h[s].max())
        for other in range(h.shape[1]):
            gradient[s, other] += weight * ((other == a) - e[other] / e.sum())
    return gradient / len(states)

# %% recommender-shares
def fair_shares(clicks, shown, floor):
    rates = [(c + 1) / (n + 2) for c, n in zip(clicks, shown)]
    return np.array([floor + (1 - len(rates) * floor) * r / sum(rates) for r in rates])
