# Careful: type hints, data classes, assertions, defensive copies, optional arguments, cases that nobody asked for.

# %% bins-truncate
from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

Floats = Sequence[float]


def truncate(state: Floats, widths: Floats = WIDTHS) -> tuple[int, ...]:
    assert len(state) == len(widths) and all(width > 0 for width in widths)
    return tuple(
        math.trunc(float(number) / float(width))
        for number, width in zip(state, widths, strict=True)
    )


# %% bins-edges
def equal_edges(limit: float, n: int) -> np.ndarray:
    """n - 1 edges; none for a single bin."""
    assert limit > 0 and n >= 1
    width = 2 * limit / n
    edges = -limit + width * np.arange(1, n, dtype=np.float64)
    assert edges.shape == (n - 1,)
    return edges


# %% bins-digitise
def digitise(states: np.ndarray, edges: Sequence[np.ndarray], dtype: Any = np.intp) -> np.ndarray:
    states = np.atleast_2d(np.array(states))
    assert states.shape[1] == len(edges)
    bins = np.empty(states.shape, dtype=dtype)
    for column, inner in enumerate(edges):
        inner = np.asarray(inner, dtype=float)
        assert np.all(np.diff(inner) > 0), "edges must ascend"
        bins[:, column] = np.searchsorted(inner, states[:, column], side="right")
        assert bins[:, column].max(initial=0) <= len(inner)
    return bins


# %% bins-dictionary
@dataclass
class DictionaryQ:
    actions: int
    Q: dict[tuple[int, ...], np.ndarray] = field(default_factory=dict)

    def _key(self, bins: Iterable[int]) -> tuple[int, ...]:
        return tuple(map(int, bins))

    def values(self, bins: tuple[int, ...]) -> np.ndarray:
        known = self.Q.get(self._key(bins))
        return np.zeros(self.actions) if known is None else known.copy()

    def move(self, bins: tuple[int, ...], action: int, target: float, alpha: float = 0.1) -> None:
        assert 0 <= alpha <= 1 and 0 <= action < self.actions
        row = self.values(bins)
        row[action] = (1 - alpha) * row[action] + alpha * float(target)
        self.Q[self._key(bins)] = row


# %% bins-targets
def targets(
    rewards: np.ndarray,
    next_values: np.ndarray,
    terminated: np.ndarray,
    truncated: np.ndarray | None = None,
    gamma: float | np.ndarray = GAMMA,
) -> np.ndarray:
    rewards, next_values = np.array(rewards, dtype=float), np.array(next_values, dtype=float)
    assert next_values.shape[0] == rewards.shape[0] == np.shape(terminated)[0]
    gamma = np.broadcast_to(np.asarray(gamma, dtype=float), rewards.shape)
    target = rewards.copy()
    goes_on = np.flatnonzero(np.logical_not(terminated))
    target[goes_on] += gamma[goes_on] * next_values[goes_on].max(axis=1, initial=-np.inf)
    return target


# %% bins-choose
def choose(values: np.ndarray, epsilon: float | np.ndarray, rng: np.random.Generator) -> np.ndarray:
    values = np.array(values, dtype=float)
    n, actions = values.shape
    epsilon = np.broadcast_to(epsilon, (n,))
    assert np.all((0 <= epsilon) & (epsilon <= 1))
    # a column order of its own for each row: the first best one in it is any of the best
    order = rng.permuted(np.tile(np.arange(actions), (n, 1)), axis=1)
    first = np.take_along_axis(values, order, axis=1).argmax(axis=1)
    greedy = np.take_along_axis(order, first[:, None], axis=1)[:, 0]
    explores = rng.uniform(size=n) < epsilon
    chosen = greedy.copy()
    chosen[explores] = rng.integers(0, actions, size=int(explores.sum()))
    assert chosen.shape == (n,)
    return chosen


# %% bins-running
def running_average(returns: Floats, window: int = WINDOW) -> np.ndarray:
    assert window >= 1
    values = np.array(returns, dtype=np.float64)
    if values.size < window:
        return np.empty((0,), dtype=np.float64)
    return np.lib.stride_tricks.sliding_window_view(values, window).mean(axis=-1)


# %% bins-solved
def solved_after(returns: Floats, window: int = WINDOW, goal: float = GOAL) -> int | None:
    averages = running_average(returns, window)
    if averages.size == 0 or averages.max() < goal:
        return None
    return int(np.argmax(averages >= goal)) + window


# %% bins-learner
@dataclass
class BinnedQ:
    edges: list
    actions: int
    Q: np.ndarray = field(init=False, repr=False)
    best: np.ndarray | None = field(init=False, default=None, repr=False)
    best_score: float = field(init=False, default=-math.inf)

    def __post_init__(self) -> None:
        self.edges = [np.array(inner, dtype=float) for inner in self.edges]
        self.shape = tuple(inner.size + 1 for inner in self.edges)
        self.Q = np.full((math.prod(self.shape), self.actions), 0.0)

    def cells(self, states: np.ndarray) -> np.ndarray:
        bins = digitise(states, self.edges)
        cells = np.ravel_multi_index(tuple(bins.T), self.shape, mode="raise")
        assert np.array_equal(np.unravel_index(cells, self.shape), bins.T)
        return cells

    def act(self, cells: np.ndarray, epsilon: float, rng: np.random.Generator) -> np.ndarray:
        return choose(self.Q[np.asarray(cells)].copy(), epsilon, rng)

    def learn(
        self, cells: np.ndarray, actions: np.ndarray, target: np.ndarray, alpha: float | np.ndarray
    ) -> None:
        step = np.broadcast_to(alpha, np.shape(cells))
        old = self.Q[cells, actions]
        self.Q[cells, actions] = old + step * (np.asarray(target, dtype=float) - old)

    def remember(self, score: float) -> None:
        score = float(score)
        if self.best is None or score > self.best_score:
            self.best = np.array(self.Q, copy=True)
            self.best_score = score


# %% bins-schedule
def schedule(start: float, end: float, power: float = 1.0, progress: float = 0.0) -> float:
    assert power >= 0 and progress >= 0
    left = np.clip(1.0 - progress, 0.0, 1.0)
    share = np.power(left, power)
    return np.add(np.multiply(share, start), np.multiply(1.0 - share, end))


# %% bins-limits
def visited_limits(states: np.ndarray, share: float = 0.999) -> np.ndarray:
    states = np.array(states, dtype=float)
    assert states.ndim == 2 and 0 <= share <= 1
    return np.array(
        [np.quantile(np.absolute(column), share, method="inverted_cdf") for column in states.T]
    )


# %% bins-ruler
def my_ruler():
    counts: tuple[int, ...] = (4, 4, 12, 12)
    limits: tuple[float, ...] = (2.4, 3.0, 0.21, 3.0)
    edges = [np.linspace(-L, L, n + 1)[1:-1] for L, n in zip(limits, counts, strict=True)]
    assert [len(inner) for inner in edges] == [3, 3, 11, 11]
    return edges
