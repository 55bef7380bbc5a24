"""What stays with a test when it is lent, and what a handle on it offers: names, and no code.

Functions, classes and objects that the notebook's cells define stay here, and so do iterators and streams:
where they stand is the test's. ``__lent__`` of a class lists what a handle on its objects offers; without
it that is all that has no leading underscore, and the special methods that the class itself defines.
"""

from __future__ import annotations

import contextlib
import dataclasses
import enum
import inspect
import io
import types
import unittest.mock
from collections import deque
from collections.abc import Iterator
from typing import Any

from autograder.exam.kinds import NOTEBOOK, OPERATORS, Kind, is_students
from autograder.exam.testcell import CELL

SETUP_FILE = "<set-up cell"  # how the file names of set-up cells begin; students have these cells
_BASIC = ("__call__", "__len__", "__getitem__", "__iter__", "__contains__")
_OPERATORS = (*OPERATORS, "divmod")
_OWN = (  # offered where a class defines them itself
    *(f"__{name}__" for name in ("eq", "ne", "lt", "le", "gt", "ge", "hash", "bool")),
    *(f"__{name}__" for name in ("str", "repr", "format", "bytes", "array")),
    *(f"__{name}__" for name in ("int", "float", "complex", "index", "round", "trunc")),
    *(f"__{name}__" for name in ("floor", "ceil", "neg", "pos", "abs", "invert")),
    *(f"__{name}__" for name in ("setitem", "delitem", "reversed", "next", "enter", "exit")),
    *(f"__{part}{word}__" for word in _OPERATORS for part in ("", "r", "i")),
)
SPECIAL = (*_BASIC, *_OWN)
_COLLECTS = (list, dict, set, deque)
_CALLED = (types.FunctionType, types.MethodType, types.BuiltinMethodType, type)
_MOCK = unittest.mock.NonCallableMock
_OF_MOCKS = frozenset(dir(unittest.mock.MagicMock()))
_SPECIAL_OF_MOCKS = ("__call__", "__enter__", "__exit__", "__iter__", "__getitem__", "__len__")
_STREAM = {  # of the test's own: nothing that leads to the file system
    "methods": (
        *("read", "readline", "readlines", "write", "writelines", "getvalue", "tell", "seek"),
        *("truncate", "flush", "close", "readable", "writable", "seekable"),
    ),
    "values": ("closed",),
    "special": ("__iter__", "__next__", "__enter__", "__exit__"),
}
_STREAMS = (io.StringIO, io.BytesIO, io.TextIOWrapper, io.BufferedReader, io.BufferedWriter)
_OF_GENERATORS = ("send", "throw", "close")
_ITERATOR = {"methods": (), "values": (), "special": ("__iter__", "__next__")}
_PYTHONS = ("builtins", "itertools")  # modules of iterators without code of anybody's


def stays_here(value: Any) -> bool:
    """Say whether ``value`` is lent as a handle: it brings code of the instructor's, or says so."""
    kind = type(value)
    if is_students(value) or value is Kind:
        return False
    if isinstance(value, types.FunctionType):
        return _is_instructors(value)
    if isinstance(value, types.MethodType):
        return stays_here(value.__self__) or stays_here(value.__func__)
    if isinstance(value, types.BuiltinMethodType):  # seen.append: what is seen stays here
        return isinstance(value.__self__, (*_COLLECTS, *_STREAMS))
    if isinstance(value, _MOCK) or kind in _STREAMS or _is_iterator(value):
        return True
    if isinstance(value, type):
        return value.__module__ == NOTEBOOK and not _is_data(value) and not _is_of_setup(value)
    if hasattr(kind, "__lent__"):
        return True
    return kind.__module__ == NOTEBOOK and not _is_data(kind)


def _is_iterator(value: Any) -> bool:
    """Say whether ``value`` is an iterator: how far it has come is the test's."""
    return isinstance(value, Iterator) and type(value).__module__ in _PYTHONS


def _is_instructors(function: types.FunctionType) -> bool:
    """Say whether students lack the function's source, or something is hidden in its closure.

    What Python makes of a named tuple or a data class stands in neither kind of cell: no secret.
    """
    file = function.__code__.co_filename
    return file == CELL or (file.startswith(SETUP_FILE) and function.__closure__ is not None)


def _is_of_setup(kind: type) -> bool:
    functions = [f for f in vars(kind).values() if isinstance(f, types.FunctionType)]
    return bool(functions) and all(f.__code__.co_filename.startswith(SETUP_FILE) for f in functions)


def _is_data(kind: type) -> bool:
    """Say whether a class of the notebook is a form of data: its instances can be copied."""
    return issubclass(kind, tuple | enum.Enum | BaseException) or dataclasses.is_dataclass(kind)


def offered(value: Any) -> dict[str, Any]:
    """Return the names that a handle on ``value`` offers: attributes, methods, special methods."""
    kind = type(value)
    if kind in _STREAMS:
        return _STREAM
    if _is_iterator(value):
        return _ITERATOR | ({"methods": _OF_GENERATORS} if inspect.isgenerator(value) else {})
    if isinstance(value, _CALLED):
        return {"values": (), "methods": (), "special": ("__call__",)}
    if isinstance(value, _MOCK):
        special = tuple(name for name in _SPECIAL_OF_MOCKS if hasattr(kind, name))
        return {"values": (), "methods": (), "special": special, "mocks": True}
    names = getattr(kind, "__lent__", None)
    if names is None:
        names = (*(name for name in dir(value) if not name.startswith("_")), *_own(kind))
    special = tuple(name for name in SPECIAL if name in names and hasattr(kind, name))
    methods, values = [], []
    for name in names:
        if name not in SPECIAL:
            is_method = callable(getattr(kind, name, None)) or callable(vars_of(value).get(name))
            (methods if is_method else values).append(name)
    return {"values": tuple(values), "methods": tuple(methods), "special": special}


def may_set(value: Any, name: str) -> bool:
    """Say whether the student's code may set an attribute, where it may change ``value`` at all.

    Never what the test asks: a method, also a class's own, or what a mock has heard.
    """
    form = offered(value)
    if form.get("mocks"):
        return is_of_what_it_mocks(name)
    if name in form["values"]:
        return True
    if hasattr(type(value), "__lent__") or name.startswith("_") or name in form["methods"]:
        return False
    known = inspect.getattr_static(value, name, None)
    return not callable(known) and not hasattr(type(known), "__get__")


class Shown:
    """What students see of what one test lends: ``hidden`` are the lines of its cell that they don't."""

    def __init__(self) -> None:
        self.hidden: tuple[tuple[int, int], ...] = ()
        self.classes: dict[int, str] = {}  # by id: those that the student's notebook defines too

    def of(self, value: Any) -> dict[str, Any]:
        """Return what a handle says of ``value`` beside what it offers: names that students know."""
        kind = type(value)
        if kind in _STREAMS or _is_iterator(value):
            return {"class": f"python:{kind.__name__}"}
        if isinstance(value, _CALLED):
            return {"facts": self._facts(value)}
        return {} if isinstance(value, _MOCK) else self._names(kind)

    def _names(self, kind: type) -> dict[str, str]:
        """Return what a class is called, where students see that."""
        if id(kind) in self.classes:
            return {"name": kind.__name__, "class": self.classes[id(kind)]}
        functions = [f for f in vars(kind).values() if isinstance(f, types.FunctionType)]
        shown = functions and all(map(self._is_visible, functions))
        return {"name": kind.__name__} if shown else {}

    def _is_visible(self, function: types.FunctionType) -> bool:
        line = function.__code__.co_firstlineno
        in_test = function.__code__.co_filename == CELL
        return not (in_test and any(first <= line <= last for first, last in self.hidden))

    def _facts(self, value: Any) -> dict[str, Any]:
        """Return what :func:`functools.wraps` and others copy of a function that students see."""
        if not isinstance(value, types.FunctionType) or not self._is_visible(value):
            return {}
        facts = {name: getattr(value, name) for name in ("__name__", "__qualname__", "__doc__")}
        with contextlib.suppress(TypeError, ValueError):
            shown = inspect.signature(value)
            parts = [x for p in shown.parameters.values() for x in (p.default, p.annotation)]
            if all(map(_is_told, (*parts, shown.return_annotation))):
                facts["__signature__"] = shown
                facts["__annotations__"] = dict(value.__annotations__)
        return facts | {"__module__": "__main__"}


_TOLD = (bool, int, float, str, bytes, complex, list, tuple, dict, set, type(None))


def _is_told(part: Any) -> bool:
    """Say whether a default or annotation is a number, a text, or a type of Python's."""
    return type(part) in _TOLD or part is inspect.Parameter.empty or part in _TOLD


def _own(kind: type) -> tuple[str, ...]:
    """Return the special methods that a class offers without a list of its own."""
    own = [name for name in _OWN if getattr(kind, name, None) is not getattr(object, name, None)]
    return (*_BASIC, *(name for name in own if getattr(kind, name, None) is not None))


def is_of_what_it_mocks(name: str) -> bool:
    """Say whether an attribute is of what a mock stands for, and none of the mock's own."""
    return not name.startswith(("_", "assert")) and name not in _OF_MOCKS


def vars_of(value: Any) -> dict[str, Any]:
    """Return the attributes of an object, without those of its class."""
    return getattr(value, "__dict__", {})
