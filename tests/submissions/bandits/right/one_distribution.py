# Builds the probability of every arm and draws once with rng.choice and p.

# %% bandits-regret
def total_regret(pulls, means):
    return np.sum(pulls) * np.max(means) - np.dot(pulls, means)


# %% bandits-start
def starting_tables(k, optimism, trust):
    return np.ones(k) * optimism, np.ones(k) * trust


# %% bandits-update
def update(Q, N, arm, reward):
    N[arm] += 1
    step = 1 / N[arm]
    Q[arm] = (1 - step) * Q[arm] + step * reward


# %% bandits-play
def play(bandit, agent, n, rng):
    arms, rewards = np.zeros(n, dtype=int), np.zeros(n, dtype=int)
    for t in range(n):
        arms[t] = agent.act(rng)
        rewards[t] = bandit.pull(arms[t])
        agent.learn(int(arms[t]), int(rewards[t]))
    pulls = np.bincount(arms, minlength=bandit.k)
    wins = np.bincount(arms, weights=rewards, minlength=bandit.k)
    return pulls, wins, np.cumsum(np.max(bandit.means) - bandit.means[arms])


# %% bandits-epsilon-greedy
def epsilon_greedy(Q, epsilon, rng):
    best = Q == Q.max()
    p = np.full(len(Q), epsilon / len(Q)) + (1 - epsilon) * best / best.sum()
    return rng.choice(len(Q), p=p)


# %% bandits-explore-first
def explore_first(Q, N, m):
    lacking = np.flatnonzero(N < m)
    return lacking[-1] if lacking.size else Q.argmax()


# %% bandits-ucb
def ucb(Q, N, c):
    unpulled = np.flatnonzero(N == 0)
    if len(unpulled) > 0:
        return unpulled[-1]
    return (Q + c * np.sqrt(np.log(N.sum() + 1) / N)).argmax()


# %% bandits-posterior
def posterior(wins, pulls):
    return np.stack([wins, pulls - wins]) + 1.0


# %% bandits-thompson
def thompson(a, b, rng):
    return max(range(len(a)), key=lambda arm: rng.beta(a[arm], b[arm]))
