"""The student's objects that a test knows by number: one number for one object, while the test runs.

This is the kernel's side. Objects are kept alive, so that no number comes to mean another one.
"""

from __future__ import annotations

import io
import itertools
import pickle
from typing import Any

_objects: dict[int, Any] = {}
_numbers: dict[int, int] = {}  # by id
names: dict[str, Any] = {}  # of the notebook
_next = itertools.count()  # no number is given twice, not even by the next test


def forget() -> None:
    """Forget everything: another test begins."""
    _objects.clear()
    _numbers.clear()


def number_of(value: Any) -> int:
    """Return the number of an object, which is new if the object is."""
    number = _numbers.get(id(value))
    if number is None:
        number = _numbers[id(value)] = next(_next)
        _objects[number] = value
    return number


def resolve(number: int) -> Any:
    """Return the object a proxy stands for (proxies among call arguments unpickle to this)."""
    return _objects[number]


def class_named(name: str) -> type:
    """Return the class that the notebook calls so. Raises ``NameError``."""
    found = names.get(name)
    if not isinstance(found, type):
        raise NameError(f"name {name!r} is not defined as a class", name=name)
    return found


def is_kept(value: Any) -> bool:
    """Say whether the other side knows the object by a number."""
    return id(value) in _numbers


def let_go(number: int) -> None:
    """Keep an object no longer: the other side has dropped what stood for it."""
    _numbers.pop(id(_objects.pop(number, None)), None)


class _Unpickler(pickle.Unpickler):
    def persistent_load(self, number: int) -> Any:
        return resolve(number)


def unpickled(data: bytes) -> Any:
    """Return what the test's side has pickled, with the student's own objects where it has proxies."""
    return _Unpickler(io.BytesIO(data)).load()
