# Small guards that change nothing that matters.

# %% recommender-epsilon-greedy
def epsilon_greedy(scores, epsilon):
    best = scores >= scores.max(axis=1, keepdims=True)
    p = epsilon / scores.shape[1] + (1 - epsilon) * best / best.sum(axis=1, keepdims=True)
    return p / p.sum(axis=1, keepdims=True)

# %% recommender-ips
def inverse_propensity(rewards, chances, wanted):
    ratio = wanted / np.maximum(chances, 1e-12)
    return np.mean(ratio * rewards), np.sum(ratio * rewards) / max(np.sum(ratio), 1e-12)

# %% recommender-liked
def liked(slates, clicks, looks, K):
    clicked = np.bincount(np.ravel(slates), np.ravel(clicks).astype(float), K)
    seen = np.bincount(np.ravel(slates), np.ravel(slates * 0 + looks), K)
    return np.nan_to_num(clicked / (seen + 1e-300))

# %% recommender-believed
def believed(theta, A_inv, x):
    square = np.einsum("nki,ni->nk", np.einsum("nkij,nj->nki", A_inv, x), x)
    return np.einsum("nki,ni->nk", theta, x), np.sqrt(np.abs(square) + 1e-15)

# %% recommender-reinforce
def policy_gradient(h, states, actions, psi):
    p = np.exp(h - h.max(axis=1, keepdims=True))
    p = p / (p.sum(axis=1, keepdims=True) + 1e-15)
    G = np.zeros(h.shape)
    np.add.at(G, states, -psi[:, None] * p[states])
    np.add.at(G, (states, actions), psi)
    return G / max(len(states), 1)

# %% recommender-shares
def fair_shares(clicks, shown, floor):
    rate = (clicks + 1.0) / (shown + 2.0)
    share = floor + (1 - len(rate) * floor) * rate / np.sum(rate)
    return share / share.sum()
