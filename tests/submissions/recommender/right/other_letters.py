# Other names, other order of the same steps.

# %% recommender-ridge
def ridge(X, coins, lam):
    features = X.shape[1]
    b = coins @ X
    A = np.full((features, features), 0.0)
    np.fill_diagonal(A, lam)
    A += X.T @ X
    return np.linalg.solve(A, b)

# %% recommender-rank-one
def rank_one(A_inv, x, weight):
    u = np.matmul(A_inv, x[:, :, None])[:, :, 0]
    scaled = u / (1 / weight + np.sum(u * x, axis=1))[:, None]
    return A_inv - scaled[:, :, None] * u[:, None, :]

# %% recommender-epsilon-greedy
def epsilon_greedy(scores, epsilon):
    n, k = scores.shape
    best = np.isin(scores - scores.max(axis=1, keepdims=True), [0.0])
    greedy = np.where(best, 1.0, 0.0)
    greedy /= np.count_nonzero(best, axis=1)[:, None]
    uniform = np.ones((n, k)) / k
    return epsilon * uniform + (1 - epsilon) * greedy

# %% recommender-thompson
def thompson(mean, width, v, rng):
    noise = rng.normal(size=mean.shape)
    return np.argmax(mean + noise * width * v, axis=-1)

# %% recommender-forget
def forget(A, b, gamma, lam):
    A, b = A * gamma, b * gamma
    d = np.arange(A.shape[-1])
    A[..., d, d] += lam * (1 - gamma)
    return A, b

# %% recommender-liked
def liked(slates, clicks, looks, K):
    clicked, seen = np.zeros(K), np.zeros(K)
    np.add.at(clicked, slates, clicks)
    np.add.at(seen, slates, np.tile(looks, (len(slates), 1)))
    out = np.zeros(K)
    np.divide(clicked, seen, out=out, where=seen > 0)
    return out

# %% recommender-arrange
def arrange(likes, looks):
    order = np.argsort(looks)[::-1]
    slate = np.zeros_like(order)
    slate[order] = np.argsort(likes)[::-1][: len(looks)]
    return slate

# %% recommender-reinforce
def policy_gradient(h, states, actions, psi):
    shifted = h - np.max(h, axis=1)[:, None]
    log_pi = shifted - np.log(np.sum(np.exp(shifted), axis=1))[:, None]
    gradient = np.zeros(h.shape)
    for s in np.unique(states):
        here = states == s
        done = np.bincount(actions[here], psi[here], minlength=h.shape[1])
        gradient[s] = (done - psi[here].sum() * np.exp(log_pi[s])) / len(states)
    return gradient

# %% recommender-shares
def fair_shares(clicks, shown, floor):
    rate = (clicks + 1) / (shown + 2)
    rate = rate / np.sum(rate)
    spare = 1 - floor * rate.shape[0]
    return spare * rate + floor
