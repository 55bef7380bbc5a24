# Recursion, generators and reductions where others loop.

# %% bandits-regret
from functools import reduce


def total_regret(pulls, means):
    best = reduce(max, means)
    return reduce(lambda total, pair: total + pair[0] * (best - pair[1]), zip(pulls, means), 0.0)


# %% bandits-update
def update(Q, N, arm, reward):
    N[arm], Q[arm] = N[arm] + 1, Q[arm] + (reward - Q[arm]) / (N[arm] + 1)


# %% bandits-play
def one_morning(bandit, agent, rng):
    arm = agent.act(rng)
    reward = bandit.pull(arm)
    agent.learn(arm, reward)
    return arm, reward


def play(bandit, agent, n, rng):
    diary = [one_morning(bandit, agent, rng) for _ in range(n)]
    pulls = np.array([sum(arm == a for arm, _ in diary) for a in range(bandit.k)])
    wins = np.array([sum(r for arm, r in diary if arm == a) for a in range(bandit.k)])
    missed = [bandit.means.max() - bandit.means[arm] for arm, _ in diary]
    return pulls, wins, np.cumsum(missed)


# %% bandits-epsilon-greedy
def epsilon_greedy(Q, epsilon, rng):
    if rng.random() >= epsilon:
        noise = rng.random(len(Q))
        return max(range(len(Q)), key=lambda arm: (Q[arm], noise[arm]))
    return rng.choice(len(Q))


# %% bandits-explore-first
def explore_first(Q, N, m, arm=0):
    if arm == len(N):
        return int(np.argmax(Q))
    return arm if N[arm] < m else explore_first(Q, N, m, arm + 1)


# %% bandits-ucb
def ucb(Q, N, c):
    with np.errstate(divide="ignore", invalid="ignore"):
        bonus = np.where(N == 0, np.inf, np.sqrt(np.log(N.sum()) / N))
    return np.argmax(Q + np.where(np.isinf(bonus), np.inf, c * bonus if c else 0.0))


# %% bandits-posterior
def posterior(wins, pulls):
    return tuple(1 + part for part in (wins, pulls - wins))


# %% bandits-thompson
def thompson(a, b, rng, arm=0, best=-1.0, leader=0):
    if arm == len(a):
        return leader
    draw = rng.beta(a[arm], b[arm])
    if draw > best:
        best, leader = draw, arm
    return thompson(a, b, rng, arm + 1, best, leader)

# %% bandits-weights
def weights(n, alpha):
    if n == 0:
        return np.ones(1)
    older = weights(n - 1, alpha)
    return np.append((1 - alpha) * older, alpha)

# %% bandits-gradient
def prefer(H, arm, reward, baseline, alpha, chance=None):
    chance = chances(H) if chance is None else chance
    if len(H):
        H[0] += alpha * (reward - baseline) * ((arm == 0) - chance[0])
        prefer(H[1:], arm - 1, reward, baseline, alpha, chance[1:])
