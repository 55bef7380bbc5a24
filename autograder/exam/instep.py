"""Lists, dicts, sets and arrays inside the student's objects, kept in step on both sides.

A test that reads ``stack.items`` gets a list of its own kind, not the student's list. What it does to
its list is done to the student's before the next thing is asked, and what the student's code did
comes with the answer: code of the two sides never runs at the same time, so neither notices.
"""

from __future__ import annotations

import collections
import operator
import sys
from collections.abc import Callable
from typing import Any

import numpy as np

from autograder.exam import wire

_MAPPINGS = (dict, collections.OrderedDict, collections.defaultdict, collections.Counter)
CONTAINERS = (list, set, np.ndarray, collections.deque, *_MAPPINGS)
MAX_PARTS = 20_000  # of one container: a longer one is a copy, which a test must not change
_NESTED = (list, tuple, set, frozenset, collections.deque)


def settle(old: Any, new: Any) -> None:
    """Give a container the content of another, and the containers in it theirs, each in its place.

    Raises ``ValueError`` when they don't fit: an array of another shape.
    """
    if isinstance(old, np.ndarray):
        if type(new) is not np.ndarray or old.shape != new.shape or old.dtype != new.dtype:
            raise ValueError("an array can't change its shape or type in place")
        old[...] = new
    elif isinstance(old, dict):
        fresh = {k: _settled(old[k], v) if k in old else v for k, v in dict(new).items()}
        old.clear()
        old.update(fresh)
    elif isinstance(old, set):
        fresh = set(new)
        old.clear()
        old.update(fresh)
    else:
        fresh = [_settled(a, b) for a, b in zip(old, new, strict=False)]
        fresh += list(new)[len(fresh) :]
        old.clear()
        old.extend(fresh)


def _settled(old: Any, new: Any) -> Any:
    """Return the old container with the new content where both are of one kind, or the new value."""
    if type(old) is not type(new) or type(old) not in (list, dict, set):
        return new
    settle(old, new)
    return old


class InStep:
    """The test's side of the containers that are kept in step."""

    def __init__(self, stand_in: Callable[[Any], int | None]) -> None:
        self._stand_in = stand_in  # the number of one of the student's objects, or None
        self._kept: dict[int, tuple[Any, bytes]] = {}  # by number: the test's own, as last known
        self.numbers: dict[int, int] = {}  # by id
        self._dropped: list[int] = []
        self._long: list[tuple[Any, list[Any]]] = []  # and what was in them

    def keep_unchanged(self, value: Any) -> None:
        """Remember a container that is too long to be kept in step."""
        if type(value) is np.ndarray:
            value.flags.writeable = False
        else:
            self._long.append((value, _content(value)))

    def _require_unchanged(self) -> None:
        for value, known in self._long:
            now = _content(value)
            if len(now) != len(known) or any(map(operator.is_not, now, known)):
                raise ValueError(f"a {type(value).__name__} of {len(now):,} items was changed")
        self._long = [kept for kept in self._long if sys.getrefcount(kept[0]) > _UNHELD]

    def keep(self, number: int, value: Any) -> Any:
        """Return the container that the number stands for: the one that is kept, or ``value``."""
        if number in self._kept and type(self._kept[number][0]) is type(value):
            return self._kept[number][0]
        if number in self._kept:
            del self.numbers[id(self._kept[number][0])]
        self._kept[number] = (value, self._form(value))
        self.numbers[id(value)] = number
        return value

    def before(self, pickled: Callable[[Any], bytes]) -> dict[str, Any]:
        """Return what a request must bring along; forget what nobody but us holds any more.

        Raises ``ValueError`` if a container was changed that is too long for it.
        """
        if self._long:
            self._require_unchanged()
        if not self._kept and not self._dropped:
            return {}
        given = {}
        for number, (value, known) in list(self._kept.items()):
            form = self._form(value)
            if form != known:
                given[number] = pickled(value)
                self._kept[number] = (value, form)
            elif not _held(value, 4):  # our table, the loop, two arguments
                del self._kept[number], self.numbers[id(value)]
                self._dropped.append(number)
        brought: dict[str, Any] = {"watch": list(self._kept)}
        if given:
            brought["given"] = given
        if self._dropped:
            brought["drop"], self._dropped = self._dropped, []
        return brought

    def after(self, number: Any, value: Any) -> None:
        """Take over what the student's code did. Raises ``ValueError`` when it does not fit."""
        if number not in self._kept or type(value) is not type(self._kept[number][0]):
            raise ValueError("not what was asked for")
        ours = self._kept[number][0]
        settle(ours, value)
        self._kept[number] = (ours, self._form(ours))

    def _form(self, value: Any) -> bytes:
        """Return what equals a later form if and only if the content is the same then."""
        return wire.pack(self._plain(value, 0))

    def _plain(self, value: Any, depth: int) -> Any:
        kind = type(value)
        if kind in _MAPPINGS:
            return [(self._plain(k, depth), self._plain(v, depth + 1)) for k, v in value.items()]
        if kind in _NESTED and depth < wire.MAX_DEPTH // 2:
            return [kind.__name__, *(self._plain(item, depth + 1) for item in value)]
        number = self._stand_in(value)
        if number is not None:
            return ["one of the student's", number]
        if kind in (bool, int, float, str, bytes, complex, type(None)):
            return value
        if isinstance(value, np.generic | np.ndarray) and value.dtype.kind in wire.NUMERIC:
            return value
        return ["another", id(value)]


_UNHELD = 2  # references to a container in our table: from there, and from who counts


def _content(value: Any) -> list[Any]:
    return [x for pair in value.items() for x in pair] if isinstance(value, dict) else list(value)


def _held(value: Any, known: int) -> bool:
    """Say whether a container, or one in it, is held by anybody but those ``known``."""
    if sys.getrefcount(value) > known:
        return True
    if type(value) is np.ndarray:
        return False
    inner = value.values() if isinstance(value, dict) else value
    return any(type(item) in (list, dict, set) and _held(item, 4) for item in inner)
