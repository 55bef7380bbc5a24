# Thinks in tables and masks: masked arrays, one-hot rows, select and choose, tiny noise, shuffling in place.

# %% bandits-regret
def total_regret(pulls, means):
    gaps = np.max(np.subtract.outer(means, means), axis=0)  # how far below the best of all pairs
    return np.tensordot(gaps, pulls, axes=1)


# %% bandits-start
def starting_tables(k, optimism, trust):
    table = np.array([[optimism, trust]] * k, dtype=float)
    return table[:, 0].copy(), table[:, 1].copy()


# %% bandits-update
def update(Q, N, arm, reward):
    pulled = np.eye(len(Q))[arm]
    np.add(N, pulled, out=N, casting="unsafe")
    np.add(Q, np.divide(pulled, N, out=np.zeros(len(Q)), where=N > 0) * (reward - Q), out=Q)


# %% bandits-play
def play(bandit, agent, n, rng):
    score = np.zeros((2, bandit.k))
    regret = np.empty(n)
    t = 0
    while t < n:
        arm = agent.act(rng)
        reward = bandit.pull(arm)
        score[:, arm] += 1, reward
        regret[t] = np.sum(score[0]) * np.max(bandit.means) - score[0] @ bandit.means
        agent.learn(arm, reward)
        t += 1
    pulls, wins = score.astype(int)
    return pulls, wins, regret


# %% bandits-epsilon-greedy
def epsilon_greedy(Q, epsilon, rng):
    arms = np.arange(len(Q))
    rng.shuffle(arms)
    greedy = arms[np.argmax(np.take(Q, arms))]
    return np.select([rng.random() < epsilon], [arms[-1]], default=greedy)[()]


# %% bandits-explore-first
def explore_first(Q, N, m):
    mask = N < m
    return np.ma.array(Q, mask=~mask if mask.any() else False).argmax()


# %% bandits-ucb
def ucb(Q, N, c):
    unpulled = np.ma.masked_equal(N, 0)
    if np.ma.count_masked(unpulled):
        return int(np.ma.getmaskarray(unpulled).argmax())
    return int(np.ma.argmax(Q + c * np.ma.sqrt(np.log(np.sum(N)) / unpulled)))


# %% bandits-posterior
def posterior(wins, pulls):
    return np.array([[1, 0], [-1, 1]]) @ np.array([wins, pulls]) + 1


# %% bandits-thompson
def thompson(a, b, rng):
    many = rng.beta(a, b, size=(3, len(a)))  # more than needed
    return many[0].argmax()

# %% bandits-weights
def weights(n, alpha):
    table = np.eye(n + 1)
    for row in range(1, n + 1):
        table[0] = (1 - alpha) * table[0] + alpha * table[row]
    return table[0]

# %% bandits-gradient
def prefer(H, arm, reward, baseline, alpha):
    np.add(H, alpha * (reward - baseline) * ((np.arange(H.size) == arm) - chances(H)), out=H)
