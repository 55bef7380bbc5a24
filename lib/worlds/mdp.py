"""Finite Markov decision processes as arrays.

What a policy is worth, and which is best, isn't told here: students can read this.
"""

from dataclasses import dataclass

import numpy as np

PLACES = ("orchard", "hollow", "hilltop")  # states of `orchard()`


@dataclass(frozen=True, eq=False)
class MDP:
    """A finite MDP (Sutton & Barto, section 3.1): S states, A actions.

    T: T[s, a, s'] is the probability to come to s', shape (S, A, S); all zero if a isn't available
    in s. R: R[s, a, s'] is the reward on that way, same shape. Raises ValueError if they don't fit
    or T holds no probabilities.
    """

    T: np.ndarray
    R: np.ndarray

    def __post_init__(self):
        for name in "TR":
            array = np.array(getattr(self, name), dtype=float)
            array.setflags(write=False)
            object.__setattr__(self, name, array)
        if self.T.ndim != 3 or self.T.shape[0] != self.T.shape[2] or 0 in self.T.shape:
            raise ValueError(f"T must have shape (S, A, S), got {self.T.shape}")
        if self.R.shape != self.T.shape:
            raise ValueError(f"R must have the shape of T, {self.T.shape}, got {self.R.shape}")
        if not np.isfinite(self.R).all():
            raise ValueError("R must hold finite numbers; an unavailable action has T all zero")
        total = self.T.sum(axis=2)
        fine = (self.T >= 0).all(axis=2) & (np.isclose(total, 1) | (total == 0))
        if not fine.all():
            state, action = np.argwhere(~fine)[0].tolist()
            raise ValueError(
                f"T[{state}, {action}] must be probabilities that sum to 1, or all 0 if the action "
                f"isn't available, got {self.T[state, action]}"
            )

    @property
    def states(self) -> int:
        """Count the states."""
        return self.T.shape[0]

    @property
    def actions(self) -> int:
        """Count the actions, available or not."""
        return self.T.shape[1]

    @property
    def available(self) -> np.ndarray:
        """Tell which actions are available in which state, shape (S, A), bool.

        A state without any is terminal: nothing happens there any more.
        """
        return self.T.any(axis=2)


def orchard() -> MDP:
    """Return Peter's three places, with three actions (after Géron, Hands-On Machine Learning, 18).

    In the orchard he can shake the tree (action 0), sit still (1) or dawdle (2). It is slippery: he
    may end up in the hollow, where he can wait (0) or walk through the fire (2) up to the hilltop.
    From there he can only slide down (1), mostly straight back to the orchard, and to a cake.
    """
    T, R = np.zeros((2, 3, 3, 3))
    T[0, 0], T[0, 1], T[0, 2] = (0.7, 0.3, 0.0), (1.0, 0.0, 0.0), (0.8, 0.2, 0.0)
    T[1, 0], T[1, 2] = (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)
    T[2, 1] = (0.8, 0.1, 0.1)
    R[0, 0, 0], R[1, 2, 2], R[2, 1, 0] = 10, -50, 40
    return MDP(T, R)


def random_mdp(rng: np.random.Generator, states: int, actions: int, missing: float = 0.2) -> MDP:
    """Return an MDP with random probabilities and rewards, for tests.

    missing: probability that an action isn't available; every state keeps at least one.
    """
    T = rng.dirichlet(np.ones(states), size=(states, actions))
    kept = rng.random((states, actions)) >= missing
    kept[np.arange(states), rng.integers(actions, size=states)] = True
    return MDP(T * kept[:, :, None], rng.normal(scale=10, size=T.shape))


def sample(mdp: MDP, state: int, action: int, rng: np.random.Generator) -> tuple[float, int]:
    """Return reward and next state of one step; raise ValueError if the action isn't available."""
    if not (0 <= state < mdp.states and 0 <= action < mdp.actions):
        raise ValueError(
            f"states are 0 to {mdp.states - 1} and actions 0 to {mdp.actions - 1}, "
            f"got state {state} and action {action}"
        )
    if not mdp.T[state, action].any():
        raise ValueError(f"action {action} is not available in state {state}")
    next_state = int(rng.choice(mdp.states, p=mdp.T[state, action]))
    return float(mdp.R[state, action, next_state]), next_state
