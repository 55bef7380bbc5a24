# Letters for everything.

# %% recommender-ridge
def ridge(X, coins, lam):
    return np.linalg.solve(np.einsum("ni,nj->ij", X, X) + lam * np.identity(X.shape[1]), np.einsum("ni,n->i", X, coins))

# %% recommender-rank-one
def rank_one(A_inv, x, weight):
    u = np.einsum("nij,nj->ni", A_inv, x)
    s = np.einsum("ni,ni->n", x, u)
    return A_inv - np.einsum("n,ni,nj->nij", weight / (1 + weight * s), u, u)

# %% recommender-epsilon-greedy
def epsilon_greedy(scores, epsilon):
    best = (scores == scores.max(1)[:, None]) * 1.0
    return epsilon / scores.shape[1] + (1 - epsilon) * np.einsum("nk,n->nk", best, 1 / best.sum(1))

# %% recommender-believed
def believed(theta, A_inv, x):
    return np.einsum("nki,ni->nk", theta, x), np.sqrt(np.einsum("ni,nkij,nj->nk", x, A_inv, x))

# %% recommender-thompson
def thompson(mean, width, v, rng):
    return np.argmax(mean + v * width * rng.standard_normal(mean.shape), axis=1)

# %% recommender-forget
def forget(A, b, gamma, lam):
    return np.einsum(",...ij->...ij", gamma, A) + (1 - gamma) * lam * np.identity(A.shape[-1]), gamma * b

# %% recommender-newton
def newton_step(w, X, clicks, lam):
    p = 1 / (1 + np.exp(-np.einsum("ni,i->n", X, w)))
    H = np.einsum("n,ni,nj->ij", p - p**2, X, X) + lam * np.identity(len(w))
    return w - np.linalg.solve(H, np.einsum("n,ni->i", p - clicks, X) + lam * w)

# %% recommender-ips
def inverse_propensity(rewards, chances, wanted):
    top = np.einsum("i,i->", wanted / chances, rewards)
    return top / len(rewards), top / (wanted / chances).sum()

# %% recommender-robust
def doubly_robust(guesses, policy, wares, rewards, chances):
    i = np.arange(len(wares))
    direct = np.einsum("nk,nk->", policy, guesses) / len(wares)
    return direct, direct + np.einsum("n,n->", policy[i, wares] / chances, rewards - guesses[i, wares]) / len(wares)

# %% recommender-liked
def liked(slates, clicks, looks, K):
    shown = np.eye(K)[slates]
    clicked, seen = np.einsum("nj,njk->k", clicks * 1.0, shown), np.einsum("j,njk->k", looks, shown)
    return np.where(seen > 0, clicked / np.where(seen > 0, seen, 1), 0)

# %% recommender-reinforce
def policy_gradient(h, states, actions, psi):
    policy = np.exp(h - h.max(1)[:, None])
    policy = policy / policy.sum(1)[:, None]
    in_state = np.eye(len(h))[states]
    step = np.eye(h.shape[1])[actions] - policy[states]
    return np.einsum("n,ns,na->sa", psi, in_state, step) / len(states)
