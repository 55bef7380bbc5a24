"""States of one's own, an exercise of the wolf's chapter: all that can be kept of, and what their rows are."""

from collections.abc import Hashable

import numpy as np

from lib import check
from lib.plain import is_plain, show
from lib.worlds.board import Board
from lib.worlds.fight import full_mdp

_SIMPLE = (int, float, bool, str)
COPIES = "two states of which he keeps the same are one row to him"


def states_of(board: Board) -> list[tuple[int, int, int, int]]:
    """Return all states of the fight on a board, (row, column, energy, fatigue), in the order of their numbers."""
    return list(np.ndindex(full_mdp(board).shape))


def rows_of(kept, board: Board, most: int) -> np.ndarray:
    """Return the number of each state's row, shape (states,), from what is kept of each state of a board.

    Fails unless there is one thing kept for each state, numbers or words, and at most so many different ones.
    """
    states = len(full_mdp(board).possible)
    kept = kept.tolist() if type(kept) is np.ndarray else kept
    listed = type(kept) in (list, tuple) and len(kept) == states
    each = f"return what he keeps of each state: a list of {states:,} tuples"
    check.that(listed, each, got=f"{len(kept):,} of them" if type(kept) is list else show(kept))
    numbers: dict[Hashable, int] = {}
    rows = np.empty(states, dtype=int)
    for state, one in enumerate(kept):
        try:
            rows[state] = numbers.setdefault(_frozen(one), len(numbers))
        except TypeError:
            told = f"what he keeps of state number {state} must be made of numbers or words"
            raise check.CheckFailed(told, got=show(one)) from None
    check.that(
        len(numbers) <= most, f"at most {most:,} rows: {COPIES}", got=f"{len(numbers):,} rows"
    )
    return rows


def forgotten(rows: np.ndarray, board: Board) -> str:
    """Say what the rows of a board's states don't depend on, if there is anything of that kind."""
    table = rows.reshape(full_mdp(board).shape)
    names = ("the row of his cell", "the column of his cell", "energy", "fatigue")
    alike = [bool((table == table.take([0], axis)).all()) for axis in range(4)]
    lost = [name for name, same in zip(names, alike, strict=True) if same]
    return f"he keeps nothing of {' and '.join(lost)}" if lost else ""


def _frozen(value) -> Hashable:
    """Return numbers and words, lists of them as tuples, so that a dict can find them; or raise TypeError."""
    kind = type(value)
    if kind is tuple and all(type(item) in _SIMPLE for item in value):
        return value
    if kind in (list, np.ndarray):
        return tuple(map(_frozen, value))
    if issubclass(kind, tuple):
        return tuple(map(_frozen, tuple.__iter__(value)))  # a named one, too
    if value is None or kind is dict or not is_plain(value):
        raise TypeError
    return value.item() if isinstance(value, np.generic) else value
