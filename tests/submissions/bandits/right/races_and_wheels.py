# Draws by other means: wheels of fortune, Gumbel numbers, exponential clocks, chi-squares, shuffles in place.

# %% bandits-regret
def total_regret(pulls, means):
    best = int(np.argmax(means))
    return sum((means[best] - means[arm]) * pulls[arm] for arm in range(len(means)) if arm != best)


# %% bandits-start
def starting_tables(k, optimism, trust):
    both = np.tile([[float(optimism)], [float(trust)]], k)
    return both[0], both[1].astype(int)


# %% bandits-update
def update(Q, N, arm, reward):
    N[arm] += 1
    weights = [1 - 1 / N[arm], 1 / N[arm]]
    Q[arm] = np.average([Q[arm], reward], weights=weights)


# %% bandits-play
def play(bandit, agent, n, rng):
    log = np.zeros((n, bandit.k), dtype=int)
    paid = np.zeros((n, bandit.k), dtype=int)
    for t in range(n):
        arm = agent.act(rng)
        log[t, arm] = 1
        paid[t, arm] = bandit.pull(arm)
        agent.learn(arm, paid[t, arm])
    gaps = bandit.means.max() - bandit.means
    return log.sum(axis=0), paid.sum(axis=0), np.cumsum(log, axis=0) @ gaps


# %% bandits-epsilon-greedy
def epsilon_greedy(Q, epsilon, rng):
    best = (Q == Q.max()).astype(float)
    p = epsilon / len(Q) + (1 - epsilon) * best / best.sum()
    with np.errstate(divide="ignore"):
        return np.argmax(np.log(p) + rng.gumbel(size=len(Q)))


# %% bandits-explore-first
def explore_first(Q, N, m):
    while (N < m).any():
        return np.random.default_rng(0).permutation(np.flatnonzero(N < m))[0]  # any of them will do
    return Q.tolist().index(max(Q))


# %% bandits-ucb
def ucb(Q, N, c):
    if not N.all():
        return np.nonzero(N == 0)[0][-1]
    order = np.argsort(Q + c * np.sqrt(np.log(N.sum())) / np.sqrt(N), kind="stable")
    return order[-1]


# %% bandits-posterior
def posterior(wins, pulls):
    a = wins + 1
    return a, pulls + 2 - a


# %% bandits-thompson
def thompson(a, b, rng):
    # θ = x / (x + y); it is largest where x / y is
    x, y = rng.chisquare(2 * np.asarray(a)), rng.chisquare(2 * np.asarray(b))
    return np.argmax(x / (x + y))
