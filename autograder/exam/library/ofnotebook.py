"""Values of classes that the instructor's cells define: members of enumerations, named tuples, data classes.

Students have these cells too, so each side has the class under one name. The student's side says which class
and which content; the test gets an object of its own class, with the instructor's methods. Which classes
these are the instructor's cells say, and :func:`tell` both sides.
"""

from __future__ import annotations

import contextvars
import dataclasses
import enum
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from autograder.exam.library.kind import Kind

_MOST_FIELDS = 255


@dataclass(frozen=True)
class _Classes:
    """Names of classes, and where they are looked up: in the notebook, which may have others by now."""

    names: frozenset[str] = frozenset()
    namespace: Mapping[str, Any] = dataclasses.field(default_factory=dict)

    def name_of(self, kind: type) -> str | None:
        name = kind.__name__
        return name if name in self.names and self.namespace.get(name) is kind else None

    def named(self, name: Any) -> type:
        found = self.namespace.get(name) if name in self.names else None
        if not isinstance(found, type):
            raise ValueError("of no class that is known here")
        return found


_NONE = _Classes()
_known: contextvars.ContextVar[_Classes | None] = contextvars.ContextVar("known", default=None)


def _classes() -> _Classes:
    return _known.get() or _NONE


def tell(names: Collection[str], namespace: Mapping[str, Any]) -> None:
    """Say which names of a notebook are classes whose objects cross as values."""
    _known.set(_Classes(frozenset(names), namespace))


def is_data(kind: type) -> bool:
    """Say whether objects of a class are data: a member, a named tuple, or a data class's."""
    if issubclass(kind, enum.Enum):
        return bool(kind.__members__)
    return (issubclass(kind, tuple) and _fields_of(kind) is not None) or _is_dataclass(kind)


def kind_of(value: Any) -> str | None:
    """Return the name of the kind that ``value`` is of, or None."""
    kind = type(value)
    if not _classes().names or _classes().name_of(kind) is None:
        return None
    if issubclass(kind, enum.Enum):
        return "notebook.member"
    if issubclass(kind, tuple) and _fields_of(kind) is not None:
        return "notebook.record"
    return "notebook.dataclass" if _is_dataclass(kind) and _is_frozen(kind) else None


def any_changeable() -> bool:
    """Say whether the notebook has classes of such objects at all."""
    return bool(_classes().names)


def is_changeable(value: Any) -> bool:
    """Say whether ``value`` is an object of a data class of the notebook's whose fields may be set."""
    kind = type(value)
    if not _classes().names or _classes().name_of(kind) is None:
        return False
    return _is_dataclass(kind) and not issubclass(kind, tuple | enum.Enum) and not _is_frozen(kind)


def content_of(value: Any) -> dict[str, Any]:
    """Return the fields of a data class's object, and what they hold."""
    return {one.name: getattr(value, one.name, None) for one in dataclasses.fields(value)}


def write(value: Any, content: Any) -> None:
    """Set the fields of a data class's object. Raises ``ValueError`` for what is not theirs."""
    names = {one.name for one in dataclasses.fields(value)}
    if type(content) is not dict or set(content) != names:
        raise ValueError("not the fields that belong there")
    for name, new in content.items():
        setattr(value, name, new)


def _fields_of(kind: type) -> tuple[str, ...] | None:
    fields = getattr(kind, "_fields", None)
    return fields if type(fields) is tuple and len(fields) <= _MOST_FIELDS else None


def _is_dataclass(kind: type) -> bool:
    return "__dataclass_params__" in vars(kind)  # of its own: a subclass may hold more


def _is_frozen(kind: type) -> bool:
    return bool(vars(kind)["__dataclass_params__"].frozen)


def _take_member(value: Any) -> list[Any]:
    kind = type(value)
    name = value._name_
    named = type(name) is str and kind.__members__.get(name) is value
    return [kind.__name__, name if named else value._value_]


def _build_member(parts: Any) -> enum.Enum:
    name, which = parts
    kind = _classes().named(name)
    if issubclass(kind, enum.Enum) and type(which) is str and which in kind.__members__:
        return kind.__members__[which]
    if issubclass(kind, enum.Flag) and type(which) is int:
        return kind(which)
    raise ValueError("no such member")


def _take_record(value: Any) -> list[Any]:
    return [type(value).__name__, [*tuple.__iter__(value)]]


def _build_record(parts: Any) -> tuple:
    name, items = parts
    kind = _classes().named(name)
    fields = _fields_of(kind) if issubclass(kind, tuple) else None
    if fields is None or type(items) is not list or len(items) != len(fields):
        raise ValueError("not what that named tuple holds")
    return tuple.__new__(kind, items)


def _take_dataclass(value: Any) -> list[Any]:
    return [type(value).__name__, content_of(value)]


def _build_dataclass(parts: Any) -> Any:
    name, content = parts
    kind = _classes().named(name)
    if issubclass(kind, tuple | enum.Enum | BaseException) or not _is_dataclass(kind):
        raise ValueError("not of a data class")
    names = {one.name for one in dataclasses.fields(kind)}
    if not _is_frozen(kind) or type(content) is not dict or set(content) != names:
        raise ValueError("not what that data class holds")
    made = object.__new__(kind)
    for field, held in content.items():
        object.__setattr__(made, field, held)
    return made


KINDS = {
    "notebook.member": Kind(None, _take_member, _build_member),
    "notebook.record": Kind(None, _take_record, _build_record),
    "notebook.dataclass": Kind(None, _take_dataclass, _build_dataclass),
}
