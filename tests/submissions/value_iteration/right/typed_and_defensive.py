# Type hints, named tuples, assertions, defensive copies, optional arguments; arguments handed on by name.

# %% vi-backup
from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

Table = np.ndarray


def best_values(Q: Table) -> np.ndarray:
    """The best value of each state, 0 where nothing is possible."""
    best = np.max(np.array(Q, dtype=float), axis=1, initial=-np.inf)
    return np.where(np.isneginf(best), 0.0, best)


def backup(
    T: np.ndarray, R: np.ndarray, Q: Table, state: int, action: int, gamma: float = GAMMA
) -> float:
    assert T.shape == R.shape and Q.shape == T.shape[:2] and 0 <= gamma <= 1
    chances = np.array(T[state, action])
    if np.isclose(chances.sum(), 0):
        return -np.inf
    assert np.isclose(chances.sum(), 1)
    outcomes = R[state, action] + gamma * best_values(Q)
    return float(np.average(outcomes, weights=chances))


# %% vi-sweep
def sweep(T: np.ndarray, R: np.ndarray, Q: Table, gamma: float = GAMMA) -> Table:
    assert Q.shape == T.shape[:2]
    before = np.array(Q)
    new = np.array(
        [[backup(T, R, before, s, a, gamma) for a in range(Q.shape[1])] for s in range(Q.shape[0])],
        dtype=np.float64,
    )
    assert new.shape == Q.shape and not np.isnan(new).any() and np.array_equal(Q, before)
    return new


# %% vi-settle
class Settled(NamedTuple):
    Q: Table
    sweeps: int


def settle(
    sweep: Callable[[Table], Table], Q: Table, tolerance: float = TOLERANCE, most: int = 10**7
) -> Settled:
    assert tolerance >= 0
    for sweeps in range(1, most + 1):
        new = sweep(np.array(Q))
        # equal infinities are close, whatever the tolerance
        if np.allclose(new, Q, rtol=0, atol=tolerance):
            return Settled(new, sweeps)
        Q = new
    raise RuntimeError(f"not settled after {most} sweeps")


# %% vi-greedy
def greedy_policy(Q: Table) -> np.ndarray:
    Q = np.atleast_2d(np.array(Q, dtype=float))
    assert not np.isnan(Q).any()
    policy = np.argmax(Q, axis=-1).astype(np.intp)
    assert policy.shape == (Q.shape[0],)
    return policy


# %% vi-flip
import math


def flip_point(
    action_at: Callable[[float], int], low: float, high: float, tolerance: float = 1e-6
) -> float:
    assert low < high and tolerance > 0
    at_low = action_at(low)
    looks = max(0, math.ceil(math.log2((high - low) / tolerance)))
    for _ in range(looks):
        middle = low + (high - low) / 2
        low, high = (middle, high) if action_at(middle) == at_low else (low, middle)
    return low


# %% vi-slow
class World(NamedTuple):
    T: np.ndarray
    R: np.ndarray
    gamma: float


def slow_world(
    length: int = 80, small: float = 1.0, treasure: float = 1e5, gamma: float = 0.95
) -> World:
    """Sit at the door for a little, or walk on to a treasure and to the end."""
    assert 52 < length <= 100
    T, R = np.zeros((2, length, 2, length))
    T[0, 0, 0], R[0, 0, 0] = 1.0, small
    for place in range(length - 1):
        T[place, 1, place + 1] = 1.0
    R[length - 2, 1, length - 1] = treasure  # the last place is terminal
    assert np.all(np.isin(T.sum(axis=2), (0, 1)))
    return World(T, R, gamma)


# %% vi-evaluate
def policy_values(
    T: np.ndarray, R: np.ndarray, policy: np.ndarray, gamma: float = GAMMA
) -> np.ndarray:
    policy = np.array(policy, dtype=float)
    states, actions = policy.shape
    assert T.shape == R.shape == (states, actions, states) and np.all(policy >= 0)
    weights = policy[:, :, np.newaxis] * T
    P, r = weights.sum(axis=1), (weights * R).sum(axis=(1, 2))
    V = np.linalg.solve(np.identity(states) - gamma * P, r)
    assert np.allclose(V, r + gamma * P @ V)
    return V


# %% vi-policy-iteration
def policy_iteration(
    T: np.ndarray,
    R: np.ndarray,
    policy: np.ndarray,
    gamma: float,
    evaluate: Callable[[np.ndarray], np.ndarray],
) -> list[np.ndarray]:
    possible = T.any(axis=-1)
    plans = [np.array(policy, dtype=int)]
    while len(plans) < 2 or not np.array_equal(plans[-1], plans[-2]):
        V = np.asarray(evaluate(plans[-1].copy()), dtype=float)
        assert V.shape == (len(T),)
        q = np.full(possible.shape, -np.inf)
        q[possible] = np.sum(T[possible] * (R[possible] + gamma * V), axis=-1)
        plans.append(greedy_policy(q))
    return plans[:-1]


# %% vi-update
def q_update(
    Q: Table,
    state: int,
    action: int,
    reward: float,
    next_state: int,
    alpha: float = ALPHA0,
    gamma: float = GAMMA,
) -> None:
    assert 0 <= alpha <= 1 and np.isfinite(Q[state, action])
    future = float(best_values(Q)[next_state])
    target = float(reward) + gamma * future
    Q[state, action] = (1.0 - alpha) * Q[state, action] + alpha * target


# %% vi-q-learning
def q_learning(
    step: Callable,
    update: Callable,
    Q: Table,
    steps: int,
    alpha0: float,
    decay: float,
    gamma: float,
    rng: np.random.Generator,
) -> np.ndarray:
    assert steps >= 0 and isinstance(rng, np.random.Generator)
    table = np.array(Q, dtype=float)
    history, state = [table.copy()], 0
    for t in range(steps):
        possible = [action for action, value in enumerate(table[state]) if value > -np.inf]
        assert possible, "nothing is possible here"
        action = int(rng.choice(possible))
        reward, next_state = step(state=state, action=action, rng=rng)
        update(
            Q=table,
            state=state,
            action=action,
            reward=reward,
            next_state=next_state,
            alpha=alpha0 / (1.0 + t * decay),
            gamma=gamma,
        )
        history.append(table.copy())
        state = int(next_state)
    return np.stack(history)
