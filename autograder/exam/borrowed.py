"""Handles: what the student's code has of an object that stays with the test.

This is the kernel's side. What a handle offers, :func:`autograder.exam.handles.form_of` says; each thing
done to it is asked of the test, call by call. One object of the test's is one handle while the test runs.
"""

from __future__ import annotations

import io
import types
from collections.abc import Callable
from typing import Any

import numpy as np

from autograder.exam import kept

home: Callable[[int, str, tuple, dict[str, Any]], Any] | None = None
"""How the test is asked: the agent sets it while a test runs."""
_handles: dict[int, Borrowed] = {}
_PYTHONS = {  # what streams and generators of a test's say they are
    f"python:{kind.__name__}": kind
    for kind in (io.StringIO, io.BytesIO, io.TextIOWrapper, types.GeneratorType)
}


def forget() -> None:
    """Forget all handles: another test begins."""
    _handles.clear()


class Borrowed:
    """What the student's code has of an object that stays with the test. It has no state of its own."""

    __slots__ = ("_form", "_number")

    def __init__(self, number: int, form: dict[str, Any]) -> None:
        object.__setattr__(self, "_number", number)
        object.__setattr__(self, "_form", form)

    @property
    def __class__(self) -> Any:
        """The notebook's own class, of an object of a class that the notebook defines."""
        name = self._form.get("class", "")
        found = _PYTHONS.get(name) or kept.names.get(name)
        return found if isinstance(found, type) else type(self)

    def __getattr__(self, name: str) -> Any:
        if name in self._form["values"] or (self._form.get("mocks") and not name.startswith("_")):
            return ask(self, name)
        if name in self._form["methods"]:
            return lambda *args, **kwargs: ask(self, name, *args, **kwargs)
        if name in self._form.get("facts", ()):
            return self._form["facts"][name]
        raise AttributeError(
            f"the object lent by the test has no attribute {name!r} that this exercise may use"
        )

    def __setattr__(self, name: str, value: Any) -> None:
        if not self._form["settable"]:
            raise AttributeError(f"the object lent by the test is not to be changed: {name}")
        ask(self, "=", name, value)

    def __repr__(self) -> str:
        return "<lent by the test>"

    def __deepcopy__(self, memo: Any) -> Borrowed:
        raise TypeError("what a test lends stays with the test: it can't be copied")

    __copy__ = None


def borrowed(number: int, form: dict[str, Any]) -> Borrowed:
    """Return the handle with a number (what is lent unpickles to this)."""
    if number in _handles:
        object.__setattr__(_handles[number], "_form", form)
        return _handles[number]
    body: dict[str, Any] = {name: _special(name) for name in form["special"]}
    if "__eq__" in body and "__hash__" not in body:
        body["__hash__"] = None
    facts = form.get("facts", {})
    body |= {"__slots__": (), "__module__": "__main__", "__doc__": facts.get("__doc__")}
    _handles[number] = type(form.get("name") or "Borrowed", (Borrowed,), body)(number, form)
    return _handles[number]


def _special(name: str) -> Callable[..., Any]:
    if name == "__iter__":
        return _looped_over
    if name == "__array__":
        return lambda self, dtype=None, copy=None: np.asarray(ask(self, name), dtype)
    return lambda self, *args, **kwargs: _known(ask(self, name, *args, **kwargs))


def _looped_over(self: Borrowed) -> Any:
    found = ask(self, "__iter__")
    return found if found is self else iter(found)  # an iterator gives itself


def _known(answer: Any) -> Any:
    """Return the answer of a special method: Python knows ``NotImplemented`` by its identity."""
    return NotImplemented if answer is NotImplemented else answer


def ask(handle: Borrowed, name: str, *args: Any, **kwargs: Any) -> Any:
    """Ask the test for something. Raises ``RuntimeError`` when it is over."""
    if home is None:
        raise RuntimeError("the test that lent this is over")
    return home(object.__getattribute__(handle, "_number"), name, args, kwargs)
