# A single loop where others take two; reservoir sampling of ties; closures and generators; comments left in.

# %% bandits-regret
def total_regret(pulls, means):
    # print(pulls, means)
    n, best, found = 0, -np.inf, 0
    for p, q in zip(pulls, means):
        n, best, found = n + p, q if q > best else best, found + p * q
    return n * best - found


# %% bandits-start
def starting_tables(k, optimism, trust):
    Q, N = np.zeros(k), np.zeros(k, int)
    for arm in range(k):
        Q[arm], N[arm] = optimism, trust
    return Q, N


# %% bandits-update
def update(Q, N, arm, reward):
    # wins of before, imaginary ones included
    wins = Q[arm] * N[arm]
    wins += reward
    N[arm] += 1
    Q[arm] = wins / N[arm]
    return None


# %% bandits-play
def mornings(bandit, agent, n, rng):
    while n > 0:
        arm = agent.act(rng)
        reward = bandit.pull(arm)
        agent.learn(arm, reward)
        yield arm, reward
        n -= 1


def play(bandit, agent, n, rng):
    pulls, wins, regret = np.zeros(bandit.k, dtype=int), np.zeros(bandit.k, dtype=int), np.zeros(n)
    for t, (arm, reward) in enumerate(mornings(bandit, agent, n, rng)):
        pulls[arm] += 1
        wins[arm] += reward
        gap = max(bandit.means) - bandit.means[arm]
        regret[t] = gap if t == 0 else regret[t - 1] + gap
    return pulls, wins, regret


# %% bandits-epsilon-greedy
def epsilon_greedy(Q, epsilon, rng):
    if rng.random() < epsilon:
        return int(rng.integers(0, len(Q) - 1, endpoint=True))
    best, seen = None, 0
    for arm, q in enumerate(Q):
        if best is None or q > Q[best]:
            best, seen = arm, 1
        elif q == Q[best]:
            seen += 1  # the latest of so many equals takes the place with chance 1 / so many
            if rng.integers(seen) == 0:
                best = arm
    return best


# %% bandits-explore-first
def explore_first(Q, N, m):
    best = 0
    for arm in range(len(Q)):
        if N[arm] < m:
            return arm
        if Q[arm] > Q[best]:
            best = arm
    return best


# %% bandits-ucb
def ucb(Q, N, c):
    t = N.sum()

    def bound(arm):
        if N[arm] == 0:
            return np.inf
        return Q[arm] + c * (np.log(t) / N[arm]) ** 0.5

    return max(range(len(Q)), key=bound)


# %% bandits-posterior
def posterior(wins, pulls):
    pairs = [(1 + w, 1 + (p - w)) for w, p in zip(wins, pulls)]
    a, b = zip(*pairs) if pairs else ((), ())
    return np.array(a), np.array(b)


# %% bandits-thompson
def thompson(a, b, rng):
    arm, highest = 0, -1.0
    for i, (x, y) in enumerate(zip(a, b)):
        theta = rng.dirichlet([x, y])[0]
        if theta > highest:
            arm, highest = i, theta
    return arm
