# Answers in single precision.

# %% recommender-ridge
def ridge(X, coins, lam):
    A = X.T @ X + lam * np.eye(X.shape[1])
    return np.linalg.solve(A, X.T @ coins).astype(np.float32)

# %% recommender-epsilon-greedy
def epsilon_greedy(scores, epsilon):
    best = scores == scores.max(axis=1, keepdims=True)
    return (epsilon / scores.shape[1] + (1 - epsilon) * best / best.sum(axis=1, keepdims=True)).astype(np.float32)

# %% recommender-believed
def believed(theta, A_inv, x):
    mean = np.einsum("nki,ni->nk", theta, x)
    return mean.astype("f"), np.sqrt(np.einsum("ni,nkij,nj->nk", x, A_inv, x)).astype("f")

# %% recommender-ips
def inverse_propensity(rewards, chances, wanted):
    ratio = wanted / chances
    return np.float32(np.mean(ratio * rewards)), np.float32(np.sum(ratio * rewards) / np.sum(ratio))

# %% recommender-liked
def liked(slates, clicks, looks, K):
    clicked = np.bincount(slates.ravel(), clicks.ravel(), minlength=K)
    seen = np.bincount(slates.ravel(), np.tile(looks, len(slates)), minlength=K)
    return (clicked / np.maximum(seen, 1e-9)).astype(np.float32)

# %% recommender-shares
def fair_shares(clicks, shown, floor):
    rate = ((clicks + 1) / (shown + 2)).astype(np.float32)
    return floor + (1 - len(rate) * floor) * rate / rate.sum()
