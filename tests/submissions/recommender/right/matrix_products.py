# @ with axes of one, in place of letters.

# %% recommender-ridge
def ridge(X, coins, lam):
    return np.linalg.inv(X.T.dot(X) + np.diag(np.full(X.shape[1], lam))).dot(X.T.dot(coins))

# %% recommender-rank-one
def rank_one(A_inv, x, weight):
    u = A_inv @ x[..., None]
    c = weight / (1 + weight * (x[:, None, :] @ u))
    return A_inv - c * (u @ np.swapaxes(u, 1, 2))

# %% recommender-believed
def believed(theta, A_inv, x):
    mean = (theta @ x[:, :, None])[..., 0]
    side = (A_inv @ x[:, None, :, None])[..., 0]
    return mean, (side * x[:, None, :]).sum(axis=-1) ** 0.5

# %% recommender-forget
def forget(A, b, gamma, lam):
    d = A.shape[-1]
    return A * gamma + np.diag([lam - gamma * lam] * d), b * gamma

# %% recommender-newton
def newton_step(w, X, clicks, lam):
    p = 1 / (1 + np.exp(-(X @ w)))
    W = np.diag(p * (1 - p))
    return w - np.linalg.inv(X.T @ W @ X + lam * np.eye(len(w))) @ (X.T @ (p - clicks) + lam * w)

# %% recommender-ips
def inverse_propensity(rewards, chances, wanted):
    ratio = wanted / chances
    return ratio @ rewards / len(ratio), ratio @ rewards / ratio.sum()

# %% recommender-robust
def doubly_robust(guesses, policy, wares, rewards, chances):
    n = len(wares)
    offered = np.eye(guesses.shape[1])[wares]
    direct = np.trace(policy @ guesses.T) / n
    made, guess = (policy * offered).sum(1), (guesses * offered).sum(1)
    return direct, direct + (made / chances) @ (rewards - guess) / n

# %% recommender-reinforce
def policy_gradient(h, states, actions, psi):
    policy = np.exp(h - h.max(axis=1, keepdims=True))
    policy = policy / policy.sum(axis=1, keepdims=True)
    step = np.eye(h.shape[1])[actions] - policy[states]
    return np.eye(len(h))[states].T @ (psi[:, None] * step) / len(psi)
