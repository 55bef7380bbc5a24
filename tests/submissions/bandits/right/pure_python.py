# Everything in plain Python: loops, sums and math, no numpy arithmetic.

# %% bandits-regret
def total_regret(pulls, means):
    best = max(means)
    missed = 0.0
    for count, mean in zip(pulls, means):
        missed += float(count) * (best - mean)
    return missed


# %% bandits-start
def starting_tables(k, optimism, trust):
    return np.array([float(optimism)] * k), np.array([trust] * k)


# %% bandits-update
def update(Q, N, arm, reward):
    before = N[arm]
    N[arm] = before + 1
    Q[arm] = (Q[arm] * before + reward) / (before + 1)


# %% bandits-play
def play(bandit, agent, n, rng):
    pulls, wins, regret = [0] * bandit.k, [0] * bandit.k, []
    missed = 0.0
    for _ in range(n):
        arm = int(agent.act(rng))
        reward = bandit.pull(arm)
        pulls[arm] += 1
        wins[arm] += reward
        missed += float(max(bandit.means) - bandit.means[arm])
        regret.append(missed)
        agent.learn(arm, reward)
    return pulls, wins, regret


# %% bandits-epsilon-greedy
def epsilon_greedy(Q, epsilon, rng):
    k = len(Q)
    if rng.random() < epsilon:
        return int(rng.random() * k)
    top = max(Q)
    best = [arm for arm in range(k) if Q[arm] == top]
    return best[int(rng.random() * len(best))]


# %% bandits-explore-first
def explore_first(Q, N, m):
    for arm in range(len(Q)):
        if N[arm] < m:
            return arm
    return max(range(len(Q)), key=lambda arm: Q[arm])


# %% bandits-ucb
import math


def ucb(Q, N, c):
    total = sum(int(n) for n in N)
    best, best_bound = None, -math.inf
    for arm in range(len(Q)):
        if N[arm] == 0:
            return arm
        bound = float(Q[arm]) + c * math.sqrt(math.log(total) / int(N[arm]))
        if bound > best_bound:
            best, best_bound = arm, bound
    return best


# %% bandits-posterior
def posterior(wins, pulls):
    a, b = [], []
    for w, p in zip(wins, pulls):
        a.append(1 + int(w))
        b.append(1 + int(p) - int(w))
    return a, b


# %% bandits-thompson
def thompson(a, b, rng):
    draws = [rng.beta(a[arm], b[arm]) for arm in range(len(a))]
    return draws.index(max(draws))

# %% bandits-weights
def weights(n, alpha):
    shares = [(1 - alpha) ** n]
    for i in range(1, n + 1):
        shares.append(alpha * (1 - alpha) ** (n - i))
    return shares

# %% bandits-gradient
def prefer(H, arm, reward, baseline, alpha):
    before = chances(H).tolist()
    for a in range(len(H)):
        H[a] += alpha * (reward - baseline) * ((1 if a == arm else 0) - before[a])
