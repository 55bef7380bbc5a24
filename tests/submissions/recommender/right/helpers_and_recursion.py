# Helper functions of their own, and one solution by another.

# %% recommender-ridge
def normal_equations(X, coins):
    return X.T @ X, X.T @ coins


def ridge(X, coins, lam):
    A, b = normal_equations(X, coins)
    A[np.diag_indices_from(A)] += lam
    return np.linalg.solve(A, b)

# %% recommender-rank-one
def one_stall(M, g, weight):
    u = M @ g
    return M - weight * np.outer(u, u) / (1 + weight * g @ u)


def rank_one(A_inv, x, weight):
    return np.array([one_stall(M, g, weight) for M, g in zip(A_inv, x)])

# %% recommender-epsilon-greedy
def shared(row):
    best = row == row.max()
    return best / best.sum()


def epsilon_greedy(scores, epsilon):
    return epsilon / scores.shape[1] + (1 - epsilon) * np.apply_along_axis(shared, 1, scores)

# %% recommender-thompson
def drawn(mean, deviation, rng):
    return mean + deviation * rng.standard_normal(np.shape(mean))


def thompson(mean, width, v, rng):
    return drawn(mean, v * width, rng).argmax(1)

# %% recommender-newton
def sigma(z):
    return 0.5 * (1 + np.tanh(z / 2))


def newton_step(w, X, clicks, lam):
    p = sigma(X @ w)
    H = (X.T * (p * (1 - p))) @ X + lam * np.eye(len(w))
    return w + np.linalg.solve(H, X.T @ (clicks - p) - lam * w)

# %% recommender-ips
def snips(ratio, rewards):
    return np.average(rewards, weights=ratio)


def inverse_propensity(rewards, chances, wanted):
    ratio = wanted / chances
    return ratio.dot(rewards) / ratio.size, snips(ratio, rewards)

# %% recommender-robust
def ratios(policy, wares, chances):
    return np.take_along_axis(policy, wares[:, None], axis=1)[:, 0] / chances


def doubly_robust(guesses, policy, wares, rewards, chances):
    guess = np.take_along_axis(guesses, wares[:, None], axis=1)[:, 0]
    direct = np.average(guesses, axis=1, weights=policy)
    robust = direct + ratios(policy, wares, chances) * (rewards - guess)
    return direct.mean(), robust.mean()

# %% recommender-arrange
def by_falling(values):
    return np.flip(np.argsort(values))


def arrange(likes, looks):
    slate = np.empty(len(looks), dtype=int)
    slate[by_falling(looks)] = by_falling(likes)[: len(looks)]
    return slate
