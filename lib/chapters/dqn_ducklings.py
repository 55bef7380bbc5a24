"""Learners with one fault each, for the exercise on probe worlds: small enough to be judged by hand.

A probe is a list of rows (state, action, reward, next state, terminated, value): all the steps of a tiny world, and
what Q(state, action) should come to. A duckling keeps Q in a table, with a twin that follows, and learns from every
row again and again. What the right values are, and who is caught, is for the tests to say.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from lib import check
from lib.pictures.plots import INK, SMALL, Picture, card
from lib.plain import show

RIGHT = "learns as it should"
DUCKLINGS = {  # short name to what is wrong
    "deaf": "never corrects anything",
    "comma": "compares each value with the mean of all targets",
    "both": "corrects both actions of a state, whichever was taken",
    "statue": "has a target network that never follows",
    "ghost": "looks ahead beyond the end, as if nothing had terminated",
    "mean": "takes the mean of the next values, not the largest",
    "clipper": "cuts rewards down to −1 … 1",
}
MOST = 8  # probes, and rows of each
STATES, ACTIONS = 4, 2
PARTS = "state", "action", "reward", "next state", "terminated", "value"
ENOUGH, ALPHA, TAU = 150, 0.5, 0.5
CLOSE = 0.05  # of the largest value of a probe, in which a learner may be off


class World(NamedTuple):
    """The steps of a probe, in arrays of one entry a row; and the value that each should come to."""

    state: np.ndarray
    action: np.ndarray
    reward: np.ndarray
    next_state: np.ndarray
    terminated: np.ndarray
    value: np.ndarray


def proper_probes(answer) -> list[World]:
    """Return the probes of an answer; fail where one is no world, or too large to be worked out by hand."""
    listed = type(answer) in (list, tuple) or type(answer) is np.ndarray
    check.that(listed and len(answer) > 0, "return a list of probes", got=show(answer))
    few = f"{MOST} probes are enough for all of them"
    check.that(len(answer) <= MOST, few, got=f"{len(answer)} probes")
    return [_proper_world(rows, f"probe {number}") for number, rows in enumerate(answer, 1)]


def _proper_world(rows, name: str) -> World:
    listed = type(rows) in (list, tuple) or type(rows) is np.ndarray
    check.that(
        listed and len(rows) > 0, f"{name} is a list of rows, one for each step", got=show(rows)
    )
    check.that(len(rows) <= MOST, f"{name} is tiny: at most {MOST} rows", got=f"{len(rows)} rows")
    columns = zip(*(check.results(row, *PARTS) for row in rows), strict=True)
    state, action, reward, later, over, value = columns
    last = STATES - 1
    state = [
        check.integer(x, f"{name}: each state", 0, last, "a row begins with it") for x in state
    ]
    action = [check.integer(x, f"{name}: each action", 0, ACTIONS - 1, "0 or 1") for x in action]
    later = [
        check.integer(x, f"{name}: each next state", 0, last, "after the end as well")
        for x in later
    ]
    flags = [_flag(x, name) for x in over]
    paid, worth = (
        check.array(x, f"{name}: {what}", (len(rows),))
        for x, what in ((reward, "rewards"), (value, "values"))
    )
    pairs = list(zip(state, action, strict=True))
    check.that(len(set(pairs)) == len(pairs), f"{name} has two rows for the same state and action")
    missing = [(s, a) for s in sorted(set(state)) for a in set(action) if (s, a) not in pairs]
    told = f"{name}: what happens in state {{}} after action {{}}? Every state needs a row for every action"
    check.that(not missing, told.format(*(missing or [(0, 0)])[0]))
    lost = [s for s, end in zip(later, flags, strict=True) if not end and s not in state]
    told = f"{name} goes on in state {(lost or [0])[0]}, of which it has no row"
    check.that(
        not lost, told, hint="only where a row terminates may the next state be one without rows"
    )
    return World(
        *map(np.array, (state, action, paid.astype(float), later, flags, worth.astype(float)))
    )


def _flag(value, name: str) -> bool:
    kind = type(value)
    if kind in (bool, np.bool_):
        return bool(value)
    numbers = check.array(value, f"{name}: terminated", (), "True or False")
    check.that(numbers in (0, 1), f"{name}: terminated is True or False", got=show(value))
    return bool(numbers)


def learned(world: World, gamma: float) -> dict[str, np.ndarray]:
    """Return Q(state, action) of each row as each learner comes to it: by "" the right one, then the ducklings.

    They learn side by side, from the same rows.
    """
    s, a, r, later, over, _ = world
    names = "", *DUCKLINGS
    deaf, comma, both, statue, ghost, mean, clipper = range(1, len(names))
    Q, twin = np.zeros((2, len(names), STATES, a.max() + 1))
    r, goes_on = np.tile(r, (len(names), 1)), np.tile(1.0 - over, (len(names), 1))
    r[clipper], goes_on[ghost] = np.clip(r[clipper], -1, 1), 1.0
    for _ in range(ENOUGH):
        ahead = twin[:, later].max(axis=2)
        ahead[mean] = twin[mean, later].mean(axis=1)
        y = r + gamma * goes_on * ahead
        y[comma] = y[comma].mean()
        halves = Q[both].copy()
        for row, state in enumerate(s):
            halves[state] += ALPHA * (y[both, row] - halves[state])
        Q[:, s, a] += ALPHA * (y - Q[:, s, a])
        Q[both], Q[deaf] = halves, 0.0
        twin += TAU * (Q - twin)
        twin[statue] = 0.0
    return dict(zip(names, Q[:, s, a], strict=True))


def passes(world: World, values: np.ndarray) -> bool:
    """Tell whether learned values, one for each row, agree with those that a probe asks for."""
    scale = max(1e-9, float(np.abs(world.value).max()))
    return bool(np.abs(values - world.value).max() <= CLOSE * scale)


def corrected(world: World, gamma: float) -> World:
    """Return a probe that asks for what the right learner comes to, whatever it asked for."""
    return world._replace(value=learned(world, gamma)[""])


def results(worlds: Sequence[World], gamma: float) -> dict[str, list[bool]]:
    """Return who passes which probe: the right learner, by the name "", and each duckling."""
    found = [learned(world, gamma) for world in worlds]
    return {
        name: [passes(world, values[name]) for world, values in zip(worlds, found, strict=True)]
        for name in ("", *DUCKLINGS)
    }


def board(passed: dict[str, Sequence[bool]], *, title: str) -> Picture:
    """Draw which probes each learner passes, a row a learner; passed: in the learner's words."""
    probes = len(next(iter(passed.values())))
    figure, axis = card(8.2, 0.33 * len(passed) + 1.0, title=title)
    for y, (name, found) in enumerate(passed.items()):
        for x, fine in enumerate(found):
            mark, colour = ("✓", "#2f8f57") if fine else ("✗", "#b23a48")
            axis.text(x, y, mark, color=colour, ha="center", va="center", fontsize=13)
        axis.text(probes - 0.3, y, name, color=INK, va="center", fontsize=9.5)
    axis.set(xlim=(-0.6, 2.2 * probes), ylim=(len(passed) - 0.4, -0.6), yticks=[])
    axis.set_xticks(range(probes), [f"{n}" for n in range(1, probes + 1)], fontsize=9.5)
    axis.set_title("the probes, in order: ✓ passed, ✗ failed", **SMALL)
    axis.xaxis.tick_top()
    axis.tick_params(length=0)
    axis.spines["bottom"].set_visible(False)
    axis.grid(visible=False)
    caught = ", ".join(f"{name}: {sum(not x for x in found)}" for name, found in passed.items())
    return Picture(figure, f"{title}. Probes failed by each learner: {caught}.")
