"""Stand-ins, examiners and small cases for Sarsa and Expected Sarsa, exercises of the gridworld chapter."""

from collections.abc import Callable, Sequence

import gymnasium
import numpy as np

from lib import check
from lib.chapters.gridworld import Bell, Watched, from_start
from lib.worlds.board import Board

CORNER = "P..\n..A"  # states 0 to 5; three moves from Peter to the apple
# The table that Peter starts with on CORNER, and its entries 0→, 1↓ and 4→ after three steps.
TABLE = ((1.0, 2, 3, 4), (5, -3, 8, 2), (-2, 6, 1, -4), (7, 7, 7, 7), (6, 0, -5, -8), (9, 9, 9, 9))
ENTRIES = (0, 1, 4), (3, 1, 3)
LIVED = (1.2, -3.55, 1.0)
LIVED_MISTAKES = {
    "nothing changed: write into Q[state, action], in place": (4, -3, -8),
    "that is Q-learning: what follows is the action he *takes*, not the best one": (3.95, -0.05, 1),
    "that is Expected Sarsa of a die: take the value of the action that he takes next": (
        *(2.7, -1.9875, 1.0),
    ),
    "the last step is a lesson, too": (1.2, -3.55, -8),
    "at the end nothing follows: the target of a last step is its reward": (1.2, -3.55, 3.25),
    "gamma is missing": (0.45, -5.55, 1.0),
    "alpha is missing": (-1.6, -4.1, 10.0),
    "look at the row of the *next* state": (2.45, -1.05, 1.0),
    "the *next* action, not the one he has just taken": (2.45, -1.55, 1.0),
}
ONCE = (
    "the action that he learns with is the one that he takes next: ask `chances` once a step, draw it once, and keep it",
    "ask `chances` about the row of the state where he acts, Q[state], and of no other",
)
THREE_STEPS = "Q[0, 3], Q[1, 1] and Q[4, 3], after three steps; alpha and gamma 0.5"
# After the first two of them, and then no more.
CUT_OFF = (1.2, -3.55, -8.0)
AT_THE_LIMIT = "Q[0, 3], Q[1, 1] and Q[4, 3], after two steps, stopped by max_steps"
AT_THE_CLOCK = "Q[0, 3], Q[1, 1] and Q[4, 3], after two steps, then the world truncates"
CUT_MISTAKES = {
    "nobody drowned: where only the watching ends, the value of what follows counts": (
        *(1.2, -1.55, -8.0),
    ),
    "the last step is a lesson, too": (1.2, -3.0, -8.0),
}
STOPS = {
    "stop when the world says truncated, and after max_steps": (3, 9.8),
    "count every step, the last one too": (1, -0.1),
}
# Rows 0 and 1 of a table, the chances in each, and the target of a step to state 1 that pays 2, gamma 0.5.
ROWS = ((3.0, 5, 2, 1), (1, -1, 4, -2))
CHANCES = {3.0: (0.7, 0.1, 0.1, 0.1), 1.0: (0.1, 0.2, 0.3, 0.4)}
TARGET = 2.15
STEP = "a step to state 1 that pays 2, gamma 0.5; row 1 is [1, -1, 4, -2], its chances 0.1, 0.2, 0.3, 0.4"
TARGET_MISTAKES = {
    "gamma belongs to what follows, not to the reward": 1.15,
    "gamma is missing": 2.3,
    "the reward is missing": 0.15,
    "that is the best of the row, Q-learning: weigh all four by their chances": 4.0,
    "not all four are equally likely: weigh them by `chances`": 2.25,
    "that is the value of the likeliest action: weigh all four by their chances": 1.0,
    "ask `chances` about the row of the *next* state": 2.4,
    "look at the row of the *next* state": 3.45,
}
LAST_MISTAKES = {"after an end nothing follows: the target is the reward alone": -7.85}


class Script:
    """Chances as they are lent: the action that is written next is certain. `rows` are those asked about."""

    __lent__ = ("__call__",)

    def __init__(self, actions: Sequence[int]):
        self.actions, self.rows = list(actions), []

    def __call__(self, q) -> np.ndarray:
        """Note the row, and return the chances."""
        self.rows.append(check.array(q, "what `chances` is asked about", (4,)).tolist())
        return np.eye(4)[self.actions[min(len(self.rows), len(self.actions)) - 1]]


class Leaning:
    """Chances as they are lent: the same for all rows, or for each row those that its first entry is the key of."""

    __lent__ = ("__call__",)

    def __init__(self, chances: Sequence[float] | dict[float, Sequence[float]]):
        self.chances = chances

    def __call__(self, q) -> np.ndarray:
        """Return the chances in a row."""
        row = check.array(q, "what `chances` is asked about", (4,)).tolist()
        by_row = isinstance(self.chances, dict)
        chances = self.chances.get(row[0]) if by_row else self.chances
        check.that(chances is not None, "ask `chances` about a row of the table", got=str(row))
        return np.array(chances)


def lived(
    sarsa: Callable,
    world: gymnasium.Env,
    Q: np.ndarray,
    chances: Callable,
    alpha: float = 0.5,
    gamma: float = 0.5,
    max_steps: int = 50,
) -> tuple[tuple, list[tuple]]:
    """Return what an episode by `chances` returned, steps and total, and its transitions. Q learns in place."""
    lent, rng = Watched(world), np.random.default_rng(check.seed())
    found = check.changes(sarsa, Q)(lent, Q, chances, alpha, gamma, max_steps, rng)
    days = lent.diary.episodes
    one = f"the number of episodes with a step in them; max_steps is {max_steps}"
    check.equal(len(days), min(max_steps, 1), one)
    return check.results(found, "steps", "total"), [lesson for day in days for lesson in day]


def corner(sarsa: Callable, actions: Sequence[int], **limits) -> tuple[np.ndarray, tuple]:
    """Return the table after an episode of these actions on CORNER, and what the episode returned.

    clock: the steps after which the world truncates; other limits as in :func:`lived`. Fails if other
    actions were taken, or if `chances` was asked about other rows than where he acted.
    """
    Q, script = np.array(TABLE), Script(actions)
    world = from_start(Board.from_text(CORNER), limits.pop("clock", None))
    found, lessons = lived(sarsa, world, Q, script, **limits)
    taken = [lesson[1] for lesson in lessons]
    check.equal(taken, list(actions)[: len(taken)], ONCE[0])
    states = [lesson[0] for lesson in lessons]
    # Where he acts for the first time, he has not learned yet.
    firsts = [i for i, state in enumerate(states) if state not in states[:i]]
    asked = [script.rows[i] for i in firsts if i < len(script.rows)]
    check.equal(asked, [list(map(float, TABLE[states[i]])) for i in firsts], ONCE[1])
    others = np.ones(Q.shape, dtype=bool)
    others[states, taken] = False
    kept = np.array_equal(Q[others], np.array(TABLE)[others])
    check.that(kept, "only Q[state, action] learns; you changed another entry of the table")
    return Q, found


def wanders(sarsa: Callable, chances: Sequence[float], seed: int, steps: int = 120) -> list[int]:
    """Return the actions of an episode in a world without an end, of one state that pays nothing."""
    lent, rng = Watched(Bell(steps + 1, 0.0)), np.random.default_rng(seed)
    sarsa(lent, np.zeros((1, 4)), Leaning(chances), 0.5, 0.5, steps, rng)
    return [lesson[1] for day in lent.diary.episodes for lesson in day]
