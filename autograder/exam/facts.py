"""What the student's objects are and do, answered in the kernel: claims, like any returned value."""

from __future__ import annotations

import contextlib
import copy
import dataclasses
import inspect
import math
import operator
import sys
import types
from collections.abc import Callable
from typing import Any

from autograder.exam import kept, kinds, programs, wire

_LIBRARIES = frozenset(sys.stdlib_module_names)
_MOST_BASES = 30
_NAMED = (NameError, AttributeError, ImportError)


def _set_attribute(value: Any, name: str, new: Any) -> None:
    setattr(value, name, new)


def _leave(manager: Any, error: BaseException | None) -> bool:
    return bool(type(manager).__exit__(manager, error and type(error), error, None))


def _complex(value: Any) -> complex:
    return complex(value)


OPERATIONS: dict[str, Callable[..., Any]] = {
    **{name: getattr(operator, name) for name in ("eq", "ne", "lt", "le", "gt", "ge")},
    **{
        name: getattr(operator, name)
        for word in kinds.OPERATORS
        for name in (word + "_" * (word in ("and", "or")), f"i{word}")
    },
    **{name: getattr(operator, name) for name in ("neg", "pos", "abs", "invert", "index")},
    **{name: getattr(operator, name) for name in ("contains", "setitem", "delitem")},
    "divmod": divmod,
    "power": pow,
    "round": round,
    "trunc": math.trunc,
    "floor": math.floor,
    "ceil": math.ceil,
    "copy": copy.copy,
    "deepcopy": copy.deepcopy,
    "fields": lambda kind: [field.name for field in dataclasses.fields(kind)],
    "bool": bool,
    "hash": hash,
    "int": int,
    "float": float,
    "complex": _complex,
    "bytes": bytes,
    "str": str,
    "repr": repr,
    "format": format,
    "iter": iter,
    "reversed": reversed,
    "dir": dir,
    "setattr": _set_attribute,
    "delattr": delattr,
    "enter": lambda manager: type(manager).__enter__(manager),
    "exit": _leave,
    "isinstance": isinstance,
    "issubclass": issubclass,
}


def name_among_libraries(kind: type) -> str:
    """Return the name by which a class of Python or of a library is known, or "" of a student's."""
    module = getattr(kind, "__module__", None)
    if type(module) is not str or module == "__main__":
        return ""
    name = f"{module}:{kind.__qualname__}"
    if module.partition(".")[0] in _LIBRARIES:
        return name
    found: Any = sys.modules.get(module)
    for part in kind.__qualname__.split("."):
        found = getattr(found, part, None)
    return name if found is kind else ""


def of_class(kind: type, namespace: dict[str, Any]) -> str | dict[str, Any]:
    """Return what the other side needs to know of a class: its name, or a description with bases."""
    if name := name_among_libraries(kind):
        return name
    return {
        "number": kept.number_of(kind),
        "name": kind.__name__[:100],
        "qualname": kind.__qualname__[:200],
        "as": kind.__name__ if namespace.get(kind.__name__) is kind else "",
        "bases": [of_class(base, namespace) for base in kind.__bases__[:_MOST_BASES]],
    }


def of_error(error: BaseException) -> dict[str, Any]:
    """Return what an exception holds beside its arguments, packed, as far as it is plain."""
    told: dict[str, Any] = {}
    held = {k: v for k, v in vars(error).items() if type(k) is str and not k.startswith("__")}
    held |= {
        n: getattr(error, n)
        for n in ("name", "path")
        if isinstance(error, _NAMED) and hasattr(error, n)
    }
    plain: dict[str, Any] = {}
    for name, value in held.items():
        with contextlib.suppress(wire.NotPlain):
            wire.pack(value)
            plain[name] = value
    if plain:
        told["attributes"] = wire.pack(plain)
    with contextlib.suppress(wire.NotPlain):
        if notes := getattr(error, "__notes__", None):
            told["notes"] = wire.pack(tuple(notes))
    if error.__suppress_context__:
        told["suppressed"] = True
    return told


def others_of_error(error: BaseException) -> dict[str, BaseException]:
    """Return the cause and the context of an exception, those that it has."""
    found = {"cause": error.__cause__, "context": error.__context__}
    if found["context"] is found["cause"]:
        found["context"] = None
    return {name: other for name, other in found.items() if other is not None}


def signature(value: Any) -> list[Any]:
    """Return what :func:`inspect.signature` says: parameters, and what is returned."""
    found = inspect.signature(value)
    empty = inspect.Parameter.empty
    return [
        [
            [
                p.name,
                int(p.kind),
                p.default is not empty,
                None if p.default is empty else p.default,
                p.annotation is not empty,
                None if p.annotation is empty else p.annotation,
            ]
            for p in found.parameters.values()
        ],
        found.return_annotation is not empty,
        None if found.return_annotation is empty else found.return_annotation,
    ]


OPERATIONS["signature"] = signature
OPERATIONS["source"] = inspect.getsource
OPERATIONS["run"] = programs.ran


def subclass(name: str, bases: tuple[type, ...], members: dict[str, Any]) -> type:
    """Make the class that a test's class statement describes."""
    members["__module__"] = "__main__"
    made = types.new_class(name, bases, {}, lambda body: body.update(members))
    for function in members.values():
        function = getattr(function, "__func__", getattr(function, "fget", function))
        code, cells = getattr(function, "__code__", None), getattr(function, "__closure__", None)
        for free, cell in zip(getattr(code, "co_freevars", ()), cells or (), strict=False):
            if free == "__class__":  # what super() without arguments looks at
                cell.cell_contents = made
    return made


OPERATIONS["subclass"] = subclass
