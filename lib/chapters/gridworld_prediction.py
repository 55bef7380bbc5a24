"""Small cases and examiners for prediction, Monte Carlo and TD(0), exercises of the gridworld chapter.

A walk is a list of steps: state, reward, next_state, terminated.
"""

from collections.abc import Callable, Sequence

import numpy as np

from lib import check

Walk = list[tuple[int, float, int, bool]]

SHORT: list[Walk] = [  # two walks in a world of four states, in which no state comes twice
    [(0, 4, 1, False), (1, -2, 2, False), (2, 8, 3, True)],
    [(1, 6, 1, True)],
]
RETURNS = (5.0, 4.0, 8.0, 0.0)  # gamma 0.5
RETURNED = "the mean return from each of four states, after two walks, gamma 0.5"
RETURN_MISTAKES = {
    "a return holds all rewards up to the end of the walk, not only the next one": (4, 2, 8, 0),
    "gamma is missing": (10, 6, 8, 0),
    "gamma belongs to what follows: the next reward itself counts fully": (2.5, 2, 4, 0),
    "the return of a state begins there: what lies k steps behind *it* counts gamma^k": (
        *(5, 3.5, 2, 0),
    ),
    "each state has a return of its own: that is the return of the whole walk": (5, 5.5, 5, 0),
    "divide by the walks that came to the state, not by all of them": (2.5, 4, 4, 0),
    "that is the sum of the returns: divide by the walks that came to the state": (5, 8, 8, 0),
    "every walk counts, not the last one alone": (5, 6, 8, 0),
    "a state for which there is only one walk has a value, too": (0, 4, 0, 0),
    "the last step is a step, too": (3, -2, 0, 0),
    "rewards come after a state: what was earned on the way to it is past": (4, 3, 8, 0),
}
ROUND: list[Walk] = [  # three walks, in which states come again
    [(0, 4, 1, False), (1, -2, 0, False), (0, 8, 2, True)],
    [(1, 6, 1, True)],
    [(2, 2, 2, False), (2, -4, 2, False), (2, 6, 0, True)],
]
FIRST_RETURNS = (5.0, 4.0, 1.5)
FIRST_TIMES = "mean returns from the first visits of three walks, gamma 0.5"
EVERY_VISIT = "that is every visit: of each walk only the first visit to a state counts"
FIRST_MISTAKES = {
    EVERY_VISIT: (6.5, 4, 13 / 6),
    "that is the last visit: of each walk the first visit to a state counts": (8, 4, 6),
    "a first visit counts in every walk, not only in the first walk that came by": (5, 2, 1.5),
}
WHOLE = (
    "an array of whole numbers cuts off what comes after the point: np.zeros makes one of floats"
)
EMPTY = "a state to which no walk came keeps the value 0"

LEARNED = (5.0, 2.75, 2.375)  # of ROUND, from zeros, alpha and gamma 0.5
AFTER_ROUND = "the values of three states after three walks, alpha and gamma 0.5"
AFTER_THE_END = "after an end nothing follows: the target of a last step is its reward"
LEARN_MISTAKES = {
    AFTER_THE_END: (5, 2.625, 3.625),
    "gamma is missing": (5, 3, 2.5),
    "alpha is missing": (8, 6, 6),
    "the last step of a walk is a lesson, too": (2, -0.5, -1.25),
    "the target looks at the value of the *next* state": (5, 2.5, 2.375),
    "gamma belongs to what follows, not to the reward": (4.5, 2.875, 2.6875),
    "learn in the order in which the walk was walked": (4, 3, 1.1875),
    "the values go on from walk to walk: begin with zeros once": (0, 0, 2.375),
    "each step learns from the values of its moment, not from those before the walk": (6, 2.5, 2),
    "that is Monte Carlo: the target is a reward and an estimate, not the return": (
        *(5.25, 3.5, 2.9375),
    ),
}


def predicted(prediction: Callable, walks: Sequence[Walk], states: int, *settings) -> np.ndarray:
    """Return the values that somebody predicts from walks, shape (states,); the walks may not be changed."""
    lent = [list(walk) for walk in walks]
    V = check.array(prediction(lent, states, *settings), "the values", (states,), hint=EMPTY)
    check.unchanged(lent, [list(walk) for walk in walks], "the walks")
    return V


def strolls(rng: np.random.Generator, states: int, walks: int, length: int) -> list[Walk]:
    """Return random walks of up to so many steps, rewards of all sizes; states come again, some never come.

    The last step ends the walk, and may stay where it was.
    """
    found = []
    for _ in range(walks):
        path = rng.integers(states - 1, size=int(rng.integers(1, length + 1)) + 1).tolist()
        rewards = rng.normal(scale=5, size=len(path)).tolist()
        steps = zip(path, rewards, path[1:], strict=False)
        found.append([(s, r, after, n == len(path) - 2) for n, (s, r, after) in enumerate(steps)])
    return found
