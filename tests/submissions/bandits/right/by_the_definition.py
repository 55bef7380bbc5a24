# Follows the definitions literally: infinite bonus, gamma draws for the Beta, sums over mornings.

# %% bandits-regret
def total_regret(pulls, means):
    return sum(p * (max(means) - m) for p, m in zip(pulls, means))


# %% bandits-start
def starting_tables(k, optimism, trust):
    Q = np.zeros(k) + optimism
    N = np.zeros(k, dtype=float) + trust
    return Q, N


# %% bandits-update
def update(Q, N, arm, reward):
    total = Q[arm] * N[arm] + reward
    N[arm] += 1
    Q[arm] = total / N[arm]


# %% bandits-play
def play(bandit, agent, n, rng):
    pulls, wins = np.zeros(bandit.k, dtype=int), np.zeros(bandit.k, dtype=int)
    regret = np.zeros(n)
    for t in range(n):
        arm = agent.act(rng)
        reward = bandit.pull(arm)
        agent.learn(arm, reward)
        pulls[arm] += 1
        wins[arm] += reward
        regret[t] = total_regret(pulls, bandit.means)
    return [pulls, wins, regret]


# %% bandits-epsilon-greedy
def epsilon_greedy(Q, epsilon, rng):
    explore = rng.binomial(1, epsilon)
    candidates = np.arange(len(Q)) if explore else np.where(Q == Q.max())[0]
    return rng.choice(candidates)


# %% bandits-explore-first
def explore_first(Q, N, m):
    return np.argmax(np.where(N < m, np.inf, Q) if np.any(N < m) else Q)


# %% bandits-ucb
def ucb(Q, N, c):
    bounds = np.full(len(Q), np.inf)
    seen = N > 0
    bounds[seen] = Q[seen] + c * np.sqrt(np.log(np.sum(N)) / N[seen])
    return np.argmax(bounds)


# %% bandits-posterior
def posterior(wins, pulls):
    a = np.ones(len(wins))
    b = np.ones(len(wins))
    a += wins
    b += pulls
    b -= wins
    return a, b


# %% bandits-thompson
def thompson(a, b, rng):
    x, y = rng.gamma(a), rng.gamma(b)
    return np.argmax(x / (x + y))
