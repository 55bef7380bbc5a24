"""Bernoulli arms, and what theory says about them. Only the referee looks at `means`."""

import numpy as np


class BernoulliBandit:
    """Pay 1 with the pulled arm's success probability, else 0 (Sutton & Barto, section 2.1).

    means: success probability of each arm, shape (k,), each in [0, 1].
    rng: the generator all rewards are drawn from.
    """

    def __init__(self, means, rng: np.random.Generator):
        self.means = np.array(means, dtype=float)
        self.rng = rng
        if self.means.ndim != 1 or self.means.size == 0:
            raise ValueError(f"means must be a list of probabilities, got {means!r}")
        if not np.all((self.means >= 0) & (self.means <= 1)):
            raise ValueError(f"every mean must lie in [0, 1], got {means!r}")

    @property
    def k(self) -> int:
        """Count the arms."""
        return self.means.size

    def pull(self, arm: int) -> int:
        """Return the reward of one pull, 0 or 1; raise IndexError if there is no such arm."""
        if not 0 <= arm < self.k:
            raise IndexError(f"there is no arm {arm}: the arms are 0 to {self.k - 1}")
        return int(self.rng.random() < self.means[arm])


def bernoulli_kl(p, q):
    """Return the Kullback-Leibler divergence in nats from a coin with mean p to one with mean q.

    Works on arrays; 0 log 0 counts as 0. (Cover & Thomas, Elements of Information Theory, 2.3.)
    """
    from scipy.special import rel_entr  # here, because importing SciPy takes a moment

    return rel_entr(p, q) + rel_entr(1 - np.asarray(p), 1 - np.asarray(q))


def lai_robbins_slope(means) -> float:
    """Return C: no uniformly good method has regret below C·ln n as n grows.

    C sums, over the arms that are not best, what a pull loses divided by what it can teach.
    (Lai & Robbins, Asymptotically efficient adaptive allocation rules, 1985.)
    """
    means = np.asarray(means, dtype=float)
    worse = means[means < means.max()]
    return float(np.sum((means.max() - worse) / bernoulli_kl(worse, means.max())))


def probability_best(a, b) -> np.ndarray:
    """Return, for each arm, the probability that a draw from its Beta(a, b) is the largest.

    a, b: parameters of the arms, shape (k,), each at least 1. Integrates, over the value x of
    the largest draw, its density times the chance that all others fall below x. Gauss-Legendre
    quadrature with 400 nodes: exact to rounding for integer parameters that sum to less than 800.
    """
    from scipy.special import betainc, betaln

    a, b = np.asarray(a, dtype=float)[:, None], np.asarray(b, dtype=float)[:, None]
    nodes, weights = np.polynomial.legendre.leggauss(400)
    x, weights = (nodes + 1) / 2, weights / 2
    density = np.exp((a - 1) * np.log(x) + (b - 1) * np.log1p(-x) - betaln(a, b))
    below = betainc(a, b, x)
    others_below = np.array(
        [np.prod(np.delete(below, arm, axis=0), axis=0) for arm in range(len(a))]
    )
    return (density * others_below) @ weights


class ScriptedBandit:
    """Pay given rewards one after the other, whatever is pulled, and note in `pulled` what was."""

    def __init__(self, means, rewards):
        self.means, self.k = np.array(means, dtype=float), len(means)
        self.rewards, self.pulled = list(rewards), []

    def pull(self, arm: int) -> int:
        """Return the next reward; the list begins again when it is used up."""
        self.pulled.append(arm)
        return self.rewards[(len(self.pulled) - 1) % len(self.rewards)]


class ScriptedAgent:
    """Choose given arms one after the other, and note in `told` what is learned."""

    def __init__(self, arms):
        self.arms, self.told = list(arms), []

    def act(self, rng: np.random.Generator) -> int:
        """Return the arm after the last one it was told of; from the beginning when used up."""
        return self.arms[len(self.told) % len(self.arms)]

    def learn(self, arm: int, reward: int) -> None:
        """Note arm and reward."""
        self.told.append((arm, reward))
