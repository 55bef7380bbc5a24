"""Arguments lent to the student's process: what of them may change, and how changes come back.

A call sends copies of its arguments. So that ``update(Q, ...)`` and ``rng`` behave as they do within
one process, the mutable parts of the copies (arrays, lists, dicts, sets, the state of random
generators, plain attributes of simple objects) are compared before and after, and changes are
written into the originals. Both sides list these parts with :func:`mutable_parts`, in the same
order, so a change is named by its position.
"""

from __future__ import annotations

import types
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from autograder.exam import wire

_CONTAINERS = (np.ndarray, list, dict, set)
_OPAQUE = (type, types.ModuleType, types.FunctionType, types.BuiltinFunctionType, types.MethodType)
_PLAIN = (bool, int, float, str, bytes, complex, tuple, frozenset, np.generic, type(None))
_MAX_NESTING = 3


def mutable_parts(arguments: Any, at_home: Callable[[Any], bool]) -> list[Any]:
    """Return the mutable objects reachable from ``arguments``, each once, outermost first.

    ``at_home`` tells the student's own objects, which live on the other side and are passed over.
    """
    found: dict[int, Any] = {}
    for part in _walk(arguments, at_home, 0):
        found.setdefault(id(part), part)
    return list(found.values())


def _walk(value: Any, at_home: Callable[[Any], bool], nesting: int) -> Iterator[Any]:
    if nesting > _MAX_NESTING or isinstance(value, _OPAQUE) or at_home(value):
        return
    if type(value) is tuple:
        for item in value:
            yield from _walk(item, at_home, nesting + 1)
    elif type(value) in _CONTAINERS or isinstance(
        value, np.random.Generator | np.random.RandomState
    ):
        yield value
    elif isinstance(value, _PLAIN):
        return
    elif type(getattr(value, "__dict__", None)) is dict:
        yield value
        for name in sorted(vars(value)):
            yield from _walk(vars(value)[name], at_home, nesting + 1)


def state(part: Any) -> bytes | None:
    """Return the content of one mutable part as packed bytes, or None if it is not plain."""
    try:
        if isinstance(part, np.random.Generator):
            return wire.pack(part.bit_generator.state)
        if isinstance(part, np.random.RandomState):
            return wire.pack(part.get_state(legacy=False))
        if type(part) in _CONTAINERS:
            return wire.pack(part)
        return wire.pack({k: v for k, v in vars(part).items() if isinstance(v, _PLAIN)})
    except wire.NotPlain:
        return None


def restore(part: Any, content: Any) -> None:
    """Write ``content``, which comes from the student's process, into the original ``part``.

    Raises ``ValueError`` when the content does not fit the part.
    """
    try:
        if isinstance(part, np.random.Generator):
            _check_positions(content)
            part.bit_generator.state = content
        elif isinstance(part, np.random.RandomState):
            _check_positions(content)
            part.set_state(content)
        elif type(part) is np.ndarray:
            if type(content) is not np.ndarray or content.shape != part.shape:
                raise ValueError("an array can't change its shape in place")
            if content.dtype != part.dtype.newbyteorder("="):
                raise ValueError("an array can't change its type in place")
            part[...] = content
        elif type(part) in (list, dict, set):
            if type(content) is not type(part):
                raise ValueError(f"a {type(part).__name__} can't become another type in place")
            part.clear()
            part.extend(content) if type(part) is list else part.update(content)
        elif type(content) is dict:
            known = vars(part)
            known.update(
                {k: v for k, v in content.items() if isinstance(known.get(k, ...), _PLAIN)}
            )
    except (TypeError, KeyError, IndexError, OverflowError, AttributeError) as error:
        raise ValueError(f"{type(error).__name__}: {error}") from error


def _check_positions(state: dict[str, Any]) -> None:
    """Refuse positions outside a generator's buffer: numpy believes them, and reads beyond it."""
    for where, key, last in ((state, "buffer_pos", 4), (state["state"], "pos", 624)):
        if type(where) is dict and key in where:
            position = where[key]
            if type(position) is not int or not 0 <= position <= last:
                raise ValueError(f"no such position in the generator's buffer: {position!r}")
