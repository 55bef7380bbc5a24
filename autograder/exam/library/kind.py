"""One kind of value: its type, how it is taken apart, and how it is put together again."""

from __future__ import annotations

import collections
import contextlib
import contextvars
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

NUMERIC = "biufc"  # the kinds of numpy types that are numbers
_read: contextvars.ContextVar[frozenset[str] | None] = contextvars.ContextVar("read", default=None)


class TakenForAnything(ValueError):
    """A value that comparing takes for any other, in a test that doesn't look for such values."""


@contextlib.contextmanager
def for_test_that_reads(names: Iterable[str]) -> Iterator[None]:
    """Build values meanwhile for a test cell that reads these names."""
    token = _read.set(frozenset(names))
    try:
        yield
    finally:
        _read.reset(token)


def test_reads(names: frozenset[str]) -> bool:
    """Say whether the test reads any of these names; outside of a test, anything may be."""
    read = _read.get()
    return read is None or not names.isdisjoint(read)


@dataclass(frozen=True)
class Kind:
    """How values of exactly one type cross.

    ``take`` returns the parts of a value; ``build`` a value from parts of which nothing is known, in
    time and memory proportional to them, or raises. ``cost`` says how many small objects that makes
    beside the parts themselves. ``put`` is there for what can be changed in place: it writes the content
    of one value of the kind into another.
    """

    of: type | None
    take: Callable[[Any], Any]
    build: Callable[[Any], Any]
    cost: Callable[[Any], int] = lambda parts: 4
    put: Callable[[Any, Any], None] | None = None


def by_type(kinds: dict[str, Kind]) -> dict[type, str]:
    """Return the names of kinds by the types they are for."""
    return {kind.of: name for name, kind in kinds.items() if kind.of is not None}


def put_attributes(part: Any, content: Any) -> None:
    """Write all that one object holds into another of its class."""
    vars(part).clear()
    vars(part).update(vars(content))


def numbers(array: Any, dimensions: int, kinds: str = NUMERIC) -> np.ndarray:
    """Return ``array`` if it is one of numbers of these kinds. Raises ``ValueError``."""
    if type(array) is not np.ndarray or array.ndim != dimensions or array.dtype.kind not in kinds:
        raise ValueError("not the array that belongs there")
    return array


def whole_numbers(values: Any, least: int, most: int) -> tuple[int, ...]:
    """Return a list of whole numbers as a tuple. Raises ``ValueError``."""
    if type(values) is not list or not all(type(n) is int and least <= n <= most for n in values):
        raise ValueError("not the whole numbers that belong there")
    return tuple(values)


def within(positions: np.ndarray, least: int, end: int) -> None:
    """Raise ``ValueError`` unless all positions are at least ``least`` and below ``end``."""
    if positions.size and not (positions.min() >= least and positions.max() < end):
        raise ValueError("positions outside of what they belong to")


def collisions(keys: list[Any]) -> int:
    """Return how many steps it takes beyond one for each key to put them all into a dict.

    With n keys of one hash it is about n². Raises ``TypeError`` for what can't be a key.
    """
    alike = collections.Counter(map(hash, keys)).values()
    return sum(n * n for n in alike) - len(keys)
