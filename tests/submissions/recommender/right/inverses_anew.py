# Inverts everything anew: slow, and right.

# %% recommender-ridge
def ridge(X, coins, lam):
    A = lam * np.eye(X.shape[1]) + sum((np.outer(x, x) for x in X), np.zeros((X.shape[1],) * 2))
    return np.linalg.pinv(A) @ (X.T @ coins)

# %% recommender-rank-one
def rank_one(A_inv, x, weight):
    return np.linalg.inv(np.linalg.inv(A_inv) + weight * x[:, :, None] * x[:, None, :])

# %% recommender-believed
def believed(theta, A_inv, x):
    mean = np.sum(theta * x[:, None, :], axis=2)
    A = np.linalg.inv(A_inv)
    return mean, np.sqrt(np.sum(np.linalg.solve(A, np.broadcast_to(x[:, None, :, None], (*theta.shape, 1)))[..., 0] * x[:, None, :], axis=2))

# %% recommender-newton
def newton_step(w, X, clicks, lam):
    z = X @ w
    p = np.exp(z) / (1 + np.exp(z))
    H = X.T @ ((p * (1 - p))[:, None] * X) + lam * np.eye(X.shape[1])
    g = lam * w - X.T @ (clicks - p)
    return np.linalg.solve(H, H @ w - g)

# %% recommender-ips
def inverse_propensity(rewards, chances, wanted):
    ratio = wanted / chances
    ips = np.average(ratio * rewards)
    return ips, ips / np.average(ratio)

# %% recommender-robust
def doubly_robust(guesses, policy, wares, rewards, chances):
    rows = np.arange(len(wares))
    ratio = policy[rows, wares] / chances
    ipw = np.mean(ratio * rewards)
    control = np.mean(ratio * guesses[rows, wares])
    direct = np.mean(np.sum(policy * guesses, 1))
    return direct, ipw + direct - control

# %% recommender-shares
def fair_shares(clicks, shown, floor):
    rate = (1 + clicks) / (2 + shown)
    share = rate / rate.sum()
    k = rate.size
    return k * floor / k + share - k * floor * share
