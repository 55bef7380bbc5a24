# Breaks ties by shuffling arms, by tiny noise or by a random order, and returns Python ints.

# %% bandits-regret
def total_regret(pulls, means):
    gaps = np.max(means) - means
    return float((pulls * gaps).sum())


# %% bandits-start
def starting_tables(k, optimism, trust):
    Q, N = np.empty(k), np.zeros(k, dtype=np.int64)
    Q[:] = optimism
    N[:] = trust
    return Q, N


# %% bandits-update
def update(Q, N, arm, reward):
    N[arm] = N[arm] + 1
    error = reward - Q[arm]
    Q[arm] = Q[arm] + error / N[arm]


# %% bandits-play
def play(bandit, agent, n, rng):
    k = len(bandit.means)
    pulls = np.zeros(k)
    wins = np.zeros(k)
    history = np.zeros((n, k))
    for t in range(n):
        arm = agent.act(rng)
        reward = bandit.pull(arm)
        pulls[arm], wins[arm] = pulls[arm] + 1, wins[arm] + reward
        history[t] = pulls
        agent.learn(arm, reward)
    return pulls, wins, history @ (bandit.means.max() - bandit.means)


# %% bandits-epsilon-greedy
def epsilon_greedy(Q, epsilon, rng):
    order = rng.permutation(len(Q))
    if rng.uniform() > epsilon:
        return int(order[np.argmax(Q[order])])
    return int(order[0])


# %% bandits-explore-first
def explore_first(Q, N, m):
    if (N >= m).all():
        return int(np.argsort(Q)[-1])
    return int(np.argsort(N)[0])


# %% bandits-ucb
def ucb(Q, N, c):
    if 0 in N:
        return int(list(N).index(0))
    t = int(np.sum(N))
    bounds = [q + c * (np.log(t) / n) ** 0.5 for q, n in zip(Q, N)]
    return int(np.argmax(bounds))


# %% bandits-posterior
def posterior(wins, pulls):
    losses = pulls - wins
    return wins + 1, losses + 1


# %% bandits-thompson
def thompson(a, b, rng):
    samples = np.array([rng.beta(x, y) for x, y in zip(a, b)])
    return int(samples.argmax())
