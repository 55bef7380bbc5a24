# Copies what it is given, asserts what it believes, names every argument.

# %% recommender-ridge
def ridge(X, coins, lam):
    X, coins = np.array(X, dtype=float), np.array(coins, dtype=float)
    assert X.ndim == 2
    A = X.T @ X + lam * np.eye(N=X.shape[1])
    return np.linalg.solve(a=A, b=X.T @ coins)

# %% recommender-rank-one
def rank_one(A_inv, x, weight):
    A, x = np.array(A_inv, dtype=float), np.array(x, dtype=float)
    u = np.einsum("nij,nj->ni", A, x)
    below = 1 + weight * np.sum(a=x * u, axis=1)
    A -= (weight / below)[:, None, None] * u[:, :, None] * u[:, None, :]
    return (A + A.transpose(0, 2, 1)) / 2

# %% recommender-believed
def believed(theta, A_inv, x):
    mean = np.einsum("nki,ni->nk", theta, x)
    square = np.einsum("nki,ni->nk", np.einsum("nkij,ni->nkj", A_inv, x), x)
    return mean, np.sqrt(np.maximum(square, 0))

# %% recommender-forget
def forget(A, b, gamma, lam):
    A, b = np.array(A, dtype=float), np.array(b, dtype=float)
    A *= gamma
    A += (1 - gamma) * lam * np.eye(A.shape[-1])
    b *= gamma
    return A, b

# %% recommender-newton
def newton_step(w, X, clicks, lam):
    z = np.clip(X @ w, -500, 500)
    p = 1 / (1 + np.exp(-z))
    H = (X * (p * (1 - p))[:, None]).T @ X + lam * np.eye(len(w))
    return np.array(w) - np.linalg.solve(H, X.T @ (p - clicks) + lam * w)

# %% recommender-ips
def inverse_propensity(rewards, chances, wanted):
    ratio = np.divide(wanted, chances)
    assert np.all(ratio >= 0)
    return float(np.mean(ratio * rewards)), float(np.dot(ratio, rewards) / ratio.sum())

# %% recommender-shares
def fair_shares(clicks, shown, floor):
    rate = (np.asarray(clicks, dtype=float) + 1) / (np.asarray(shown, dtype=float) + 2)
    shares = np.full(rate.shape, float(floor))
    shares += (1 - floor * rate.size) * (rate / rate.sum())
    assert abs(shares.sum() - 1) < 1e-9
    return shares
