"""Kinds that a read-only cell may define, and that both sides of a test know then."""

from __future__ import annotations

import dataclasses
import enum
from typing import NamedTuple


class Way(enum.Enum):
    """A member has one of two names."""

    UP, DOWN = 1, 2


class Right(enum.Flag):
    """Members that are combined."""

    READ, WRITE = 1, 2


class Spot(NamedTuple):
    """A record."""

    x: int
    y: int


@dataclasses.dataclass(frozen=True)
class Key:
    """A record that nobody changes."""

    name: str


@dataclasses.dataclass
class Item:
    """A record that may be changed."""

    name: str


KINDS = {kind.__name__: kind for kind in (Way, Right, Spot, Key, Item)}
