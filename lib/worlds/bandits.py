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


def hoeffding(n, probability: float):
    """Return how far the mean of n rewards in [0, 1] may lie below the truth.

    It lies farther below with at most this probability. n: a count, or an array of counts.
    (Hoeffding, Probability inequalities for sums of bounded random variables, 1963.)
    """
    return np.sqrt(np.log(1 / probability) / (2 * np.asarray(n)))


def billiard(wins, pulls, rng: np.random.Generator) -> np.ndarray:
    """Draw a success probability for each arm as Bayes imagined it, from a flat prior.

    wins, pulls: integers of any one shape, that of what is returned. One ball more than there were
    pulls is thrown onto a table of width 1; the one with as many to its left as there were wins is
    the draw. (Bayes, An essay towards solving a problem in the doctrine of chances, 1763.)
    """
    wins, pulls = np.asarray(wins), np.asarray(pulls)
    balls = rng.random((*pulls.shape, pulls.max() + 1))
    balls[np.arange(balls.shape[-1]) > pulls[..., None]] = 1  # thrown too many: beyond all others
    balls.sort(axis=-1)
    return np.take_along_axis(balls, wins[..., None], axis=-1)[..., 0]
