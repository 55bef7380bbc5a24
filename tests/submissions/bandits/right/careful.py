# Careful: type hints, assertions, defensive copies, optional arguments, works for one arm and for none.

# %% bandits-regret
from __future__ import annotations

from collections.abc import Sequence

Array = np.ndarray


def total_regret(pulls: Sequence[int] | Array, means: Sequence[float] | Array) -> float:
    """Sum over the arms of pulls times gap; nothing was missed where there is no arm."""
    counts, values = np.array(pulls, dtype=np.float64), np.array(means, dtype=np.float64)
    assert counts.shape == values.shape and np.all(counts >= 0)
    if values.size == 0:
        return 0.0
    return float(np.dot(counts, values.max() - values))


# %% bandits-start
def starting_tables(k: int, optimism: float = 0.0, trust: int = 0) -> tuple[Array, Array]:
    assert k >= 0 and trust >= 0
    Q: Array = np.empty(shape=(k,), dtype=np.float64)
    Q.fill(optimism)
    N: Array = np.repeat(np.int32(trust), k)
    return Q, N


# %% bandits-update
def update(Q: Array, N: Array, arm: int, reward: float) -> None:
    assert 0 <= arm < len(Q), f"there is no arm {arm}"
    assert Q.dtype.kind == "f", "an array of integers cuts fractions"
    n = int(N[arm]) + 1
    new_mean = float(Q[arm]) + (float(reward) - float(Q[arm])) / n
    N[arm], Q[arm] = n, new_mean


# %% bandits-play
def play(bandit, agent, n: int, rng: np.random.Generator) -> tuple[Array, Array, Array]:
    k, means = int(bandit.k), np.array(bandit.means, dtype=float)
    assert len(means) == k
    pulls, wins, regret = np.zeros(k, dtype=int), np.zeros(k, dtype=int), np.full(n, np.nan)
    for morning in range(n):
        arm = int(agent.act(rng))
        assert 0 <= arm < k
        reward = int(bandit.pull(arm))
        agent.learn(arm, reward)
        pulls[arm] += 1
        wins[arm] += reward
        regret[morning] = total_regret(pulls, means)
    assert pulls.sum() == n and not np.isnan(regret).any()
    return pulls, wins, regret


# %% bandits-epsilon-greedy
def epsilon_greedy(
    Q: Array, epsilon: float, rng: np.random.Generator, *, decimals: int | None = None
) -> int:
    assert 0 <= epsilon <= 1
    estimates = np.array(Q, dtype=float)
    if decimals is not None:
        estimates = estimates.round(decimals)
    arms = np.arange(estimates.size)
    if not rng.random() < epsilon:
        arms = arms[np.isclose(estimates, estimates.max(), rtol=0, atol=1e-12)]
    return int(rng.choice(arms, size=1).item())


# %% bandits-explore-first
def explore_first(Q: Array, N: Array, m: int) -> int:
    assert len(Q) == len(N) > 0
    missing = np.clip(m - np.asarray(N), 0, None)
    if missing.any():
        return int(missing.argmax())
    return int(np.argmax(np.asarray(Q)))


# %% bandits-ucb
def ucb(Q: Array, N: Array, c: float = C) -> int:
    assert len(Q) == len(N) > 0 and c >= 0
    never = np.flatnonzero(np.asarray(N) <= 0)
    if never.size:
        return int(never[0])
    t = float(np.sum(N))
    bounds = np.asarray(Q, dtype=float) + float(c) * np.sqrt(np.log(t) / np.asarray(N, dtype=float))
    assert np.isfinite(bounds).all()
    return int(np.argmax(bounds))


# %% bandits-posterior
def posterior(
    wins: Array, pulls: Array, prior: tuple[float, float] = (1.0, 1.0)
) -> tuple[Array, Array]:
    wins, pulls = np.array(wins), np.array(pulls)
    assert wins.shape == pulls.shape and np.all((0 <= wins) & (wins <= pulls))
    return prior[0] + wins, prior[1] + (pulls - wins)


# %% bandits-thompson
def thompson(a: Array, b: Array, rng: np.random.Generator) -> int:
    a, b = np.asarray(a, dtype=float), np.asarray(b, dtype=float)
    assert a.shape == b.shape and np.all(a > 0) and np.all(b > 0)
    theta = rng.beta(a, b, size=a.shape)
    assert theta.shape == a.shape
    return int(theta.argmax())
