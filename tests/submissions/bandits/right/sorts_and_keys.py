# Sorts: random keys break the ties, sorted means give the gaps, F numbers the Betas; star imports.

# %% bandits-regret
from math import *
from operator import *


def total_regret(pulls, means):
    order = np.argsort(-means)
    gaps = means[order[0]] - means[order]
    return float(np.cumsum(pulls[order] * gaps)[-1])


# %% bandits-start
def starting_tables(k, optimism, trust):
    Q = np.linspace(optimism, optimism, k)
    N = np.zeros_like(Q, dtype=np.uint16) + trust
    return Q, N


# %% bandits-update
def update(Q, N, arm, reward):
    N[arm : arm + 1] += 1
    Q[arm : arm + 1] -= (Q[arm] - reward) / N[arm]


# %% bandits-play
def play(bandit, agent, n, rng):
    rows = []
    for _ in range(n):
        arm = agent.act(rng)
        reward = bandit.pull(arm)
        agent.learn(arm, reward)
        rows.append((arm, reward))
    table = np.array(rows, dtype=[("arm", int), ("reward", int)])
    chosen = table["arm"][:, None] == np.arange(bandit.k)
    pulls, wins = chosen.sum(axis=0), table["reward"] @ chosen
    regret = [total_regret(chosen[: t + 1].sum(axis=0), bandit.means) for t in range(n)]
    return pulls, wins, np.array(regret)


# %% bandits-epsilon-greedy
def epsilon_greedy(Q, epsilon, rng):
    keys = rng.random(len(Q))
    if rng.random() < epsilon:
        return np.argsort(keys)[-1]  # any order
    return np.lexsort((keys, Q))[-1]  # by Q, equal ones by their keys


# %% bandits-explore-first
def explore_first(Q, N, m):
    return sorted(range(len(Q)), key=lambda arm: (N[arm] >= m, -Q[arm]))[0]


# %% bandits-ucb
def ucb(Q, N, c):
    if N.min() == 0:
        return sorted(enumerate(N), key=itemgetter(1))[0][0]
    t = int(N.sum())
    bounds = [Q[a] + c * sqrt(log(t) / N[a]) for a in range(len(Q))]
    return bounds.index(sorted(bounds)[-1])


# %% bandits-posterior
def posterior(wins, pulls):
    return [add(1, wins), sub(add(1, pulls), wins)]


# %% bandits-thompson
def thompson(a, b, rng):
    a, b = np.array(a, dtype=float), np.array(b, dtype=float)
    f = rng.f(2 * a, 2 * b)  # a f / (a f + b) is Beta(a, b)
    theta = a * f / (a * f + b)
    return theta.argsort()[::-1][0]
