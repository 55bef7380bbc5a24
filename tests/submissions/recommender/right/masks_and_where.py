# np.where and masks, tables of one-hot rows.

# %% recommender-epsilon-greedy
def epsilon_greedy(scores, epsilon):
    top = np.max(scores, axis=1)[:, np.newaxis]
    many = np.sum(scores == top, axis=1)[:, np.newaxis]
    low = epsilon / scores.shape[1]
    return np.where(scores == top, low + (1 - epsilon) / many, low)

# %% recommender-liked
def liked(slates, clicks, looks, K):
    clicked = np.array([clicks[slates == ware].sum() for ware in range(K)])
    each = np.broadcast_to(looks, slates.shape)
    seen = np.array([each[slates == ware].sum() for ware in range(K)])
    return np.where(seen > 0, clicked / np.where(seen > 0, seen, 1), 0.0)

# %% recommender-reinforce
def policy_gradient(h, states, actions, psi):
    e = np.exp(h - h.max(axis=1, keepdims=True))
    policy = e / e.sum(axis=1, keepdims=True)
    gradient = np.zeros(h.shape)
    for s in range(h.shape[0]):
        for a in range(h.shape[1]):
            gradient[s, a] = np.sum(psi[states == s] * ((actions[states == s] == a) - policy[s, a]))
    return gradient / states.size

# %% recommender-robust
def doubly_robust(guesses, policy, wares, rewards, chances):
    hot = wares[:, None] == np.arange(guesses.shape[1])
    weight = np.where(hot, policy / chances[:, None], 0.0)
    direct = np.sum(policy * guesses) / len(wares)
    return direct, direct + np.sum(weight * (rewards[:, None] - guesses)) / len(wares)

# %% recommender-thompson
def thompson(mean, width, v, rng):
    return (v * width * rng.standard_normal(size=width.shape) + mean).argmax(axis=1)

# %% recommender-arrange
def arrange(likes, looks):
    slate = -np.ones(len(looks), dtype=int)
    looks = looks.copy()
    for ware in np.argsort(-likes)[: len(looks)]:
        place = int(np.argmax(np.where(slate < 0, looks, -np.inf)))
        slate[place] = ware
    return slate
