# Keeps what it makes in single precision and small integers; lambdas with names; partial functions.

# %% bandits-regret
from functools import partial

total_regret = lambda pulls, means: np.sum(
    np.asarray(pulls, np.float32) * np.asarray(means.max() - means, np.float32), dtype=np.float32
)


# %% bandits-start
def _table(dtype, k, value):
    return np.full((k,), value, dtype)


_estimates, _counts = partial(_table, np.float32), partial(_table, np.int32)
starting_tables = lambda k, optimism, trust: (_estimates(k, optimism), _counts(k, trust))


# %% bandits-update
def update(Q, N, arm, reward):
    one = np.arange(len(N)) == arm
    N += one  # adds True, which is 1, at one place
    Q += one * (reward - Q) / np.maximum(N, 1)


# %% bandits-play
def play(bandit, agent, n, rng):
    pulls, wins = np.zeros(bandit.k, dtype=np.int16), np.zeros(bandit.k, dtype=np.float32)
    regret, so_far = np.zeros(n, dtype=np.float32), 0.0
    gaps = bandit.means.max() - bandit.means
    for t in range(n):
        a = agent.act(rng=rng)
        r = bandit.pull(a)
        agent.learn(arm=a, reward=r)
        pulls[a], wins[a] = pulls[a] + 1, wins[a] + r
        so_far = so_far + gaps[a]
        regret[t] = so_far
    return dict(pulls=pulls, wins=wins, regret=regret).values() and (pulls, wins, regret)


# %% bandits-epsilon-greedy
def epsilon_greedy(Q, epsilon, rng):
    u, v = rng.random(2, dtype=np.float32)  # all that may be needed, drawn at the start
    arms = np.arange(len(Q), dtype=np.int32)
    arms = arms if u < epsilon else arms[Q >= Q.max()]
    return arms[min(int(v * arms.size), arms.size - 1)]


# %% bandits-explore-first
explore_first = lambda Q, N, m: np.int16(np.argmin(N) if N.min() < m else np.argmax(Q))


# %% bandits-ucb
def ucb(Q, N, c):
    if min(N) < 1:
        return np.int8(np.argmin(N))
    t = N.sum()
    bounds = Q + np.sqrt(c * c * np.log(t) / N)
    return np.int8(bounds.argmax())


# %% bandits-posterior
posterior = lambda wins, pulls: (np.float32(wins) + 1, np.float32(pulls) - np.float32(wins) + 1)


# %% bandits-thompson
def thompson(a, b, rng):
    # two gamma numbers each; shapes below 1 may give tiny ones
    x = rng.standard_gamma(np.asarray(a, float))
    y = rng.standard_gamma(np.asarray(b, float))
    return np.argmax(np.log(x + 1e-300) - np.log(y + 1e-300))

# %% bandits-weights
def weights(n, alpha):
    keep = np.float32(1 - alpha) ** np.arange(n, -1, -1, dtype=np.float32)
    keep[1:] *= np.float32(alpha)
    return keep.astype(np.float32)

# %% bandits-gradient
def prefer(H, arm, reward, baseline, alpha):
    step = np.eye(len(H))[arm] - chances(H)
    H[:] = H + alpha * (reward - baseline) * step
