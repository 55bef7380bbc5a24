# Uses what SciPy and the standard library have: distributions with quantiles, counters, heaps.

# %% bandits-regret
from scipy import special, stats


def total_regret(pulls, means):
    return np.einsum(
        "a,a->", pulls, np.ptp(np.vstack([means, np.full(len(means), max(means))]), axis=0)
    )


# %% bandits-start
import itertools


def starting_tables(k, optimism, trust):
    Q = np.fromiter(itertools.repeat(optimism, k), dtype=float)
    N = np.fromiter(itertools.repeat(trust, k), dtype=int)
    return Q, N


# %% bandits-update
def update(Q, N, arm, reward):
    np.add.at(N, arm, 1)
    np.add.at(Q, arm, (reward - Q[arm]) / N[arm])


# %% bandits-play
from collections import Counter, defaultdict


def play(bandit, agent, n, rng):
    pulls, wins, missed = Counter(), defaultdict(int), []
    gaps = dict(enumerate(max(bandit.means) - bandit.means))
    for _ in range(n):
        arm = agent.act(rng)
        reward = bandit.pull(arm)
        agent.learn(arm, reward)
        pulls.update([int(arm)])
        wins[int(arm)] += reward
        missed.append(gaps[int(arm)])
    arms = range(bandit.k)
    return (
        np.array([pulls[arm] for arm in arms]),
        np.array([wins[arm] for arm in arms]),
        np.fromiter(itertools.accumulate(missed), dtype=float),
    )


# %% bandits-epsilon-greedy
def epsilon_greedy(Q, epsilon, rng):
    k = len(Q)
    if stats.bernoulli.rvs(epsilon, random_state=rng):
        return stats.randint.rvs(0, k, random_state=rng)
    # ranks: all that are largest share the largest one
    ranks = stats.rankdata(Q, method="max")
    return rng.permutation(np.flatnonzero(ranks == k))[0]


# %% bandits-explore-first
import heapq


def explore_first(Q, N, m):
    count, arm = min(zip(N.tolist(), range(len(N))))
    if count < m:
        return arm
    (best,) = heapq.nlargest(1, range(len(Q)), key=Q.__getitem__)
    return best


# %% bandits-ucb
def ucb(Q, N, c):
    with np.errstate(divide="ignore"):
        # ln t / N; where N is 0 that is infinite, unless t is 1 or 0
        width = np.where(N > 0, np.sqrt(special.xlogy(1, max(N.sum(), 2)) / N), np.inf)
    return (
        int(np.argmax(np.where(N > 0, Q + c * np.nan_to_num(width), np.inf)))
        if (N == 0).any()
        else int(np.argmax(Q + c * np.sqrt(special.xlogy(1, N.sum()) / N)))
    )


# %% bandits-posterior
def posterior(wins, pulls):
    misses = np.subtract(pulls, wins)
    return np.array([wins, misses], dtype=float) + np.ones((2, 1))


# %% bandits-thompson
def thompson(a, b, rng):
    # the quantiles of uniform numbers
    return special.betaincinv(a, b, rng.random(len(a))).argmax()
