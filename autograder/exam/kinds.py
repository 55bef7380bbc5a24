"""The classes of proxies, and what a test may ask of an object that stays in the student's process.

A class of the student's is a class here too (:class:`Kind`), so that ``type``, ``isinstance`` and
``except`` are right by themselves; its instances, and whatever else has no plain form, are proxies.
What is asked of a proxy is answered by the kernel: the student's claim about the student's object.

What decides points must not be claimed, though. An object that a function returned could be equal to
everything, so it is never asked how it compares with a plain value. How far an object is asked
depends on where it came from, which the instructor's source says, and no submission:

======== =================================================== =======================================
FOREIGN  returned by a function                              call, attributes, items, length, text
DERIVED  found in, or returned by, an object of a class that also: truth, hash, loops, changes;
         the instructor's solution defines as a class        operators with other student's objects
RESULT   what an operator made of such objects               also: operators that the instructor's
                                                             class defines, with plain values; no -
MADE     made by the test, which called such a class         everything
======== =================================================== =======================================
"""

from __future__ import annotations

import functools
from typing import Any, NoReturn

FOREIGN, DERIVED, RESULT, MADE = range(4)
NOTEBOOK = "__test__"  # the module of what set-up and test cells define
PLAIN = "return a plain value (a number, string, list, tuple, dict or numpy array)"
LOOPED = {  # of Python's own, by the names the kernel gives them
    *("generator", "map", "filter", "zip", "enumerate", "reversed", "range", "mappingproxy"),
    *("dict_keys", "dict_values", "dict_items", "list_iterator", "tuple_iterator"),
    *("range_iterator", "set_iterator", "str_iterator", "dict_keyiterator", "list_reverseiterator"),
    *("dict_valueiterator", "dict_itemiterator", "callable_iterator", "str_ascii_iterator"),
    *("list", "tuple", "dict", "set", "frozenset"),
    # what a figure's parts stand in
    *("_AxesBase.ArtistList", "silent_list", "ndarray", "flatiter"),
}

# of Python's own, which are true and themselves, whatever they hold; by the names the kernel gives them
THEMSELVES = {
    *("function", "builtin_function_or_method", "method", "module", "type", "partial", "Match"),
    *("Pattern", "coroutine", "generator", "async_generator", "Task"),
}

OPERATORS = (
    *("add", "sub", "mul", "truediv", "floordiv", "mod", "pow", "matmul", "lshift", "rshift"),
    *("and", "or", "xor"),
)
_raw = object.__getattribute__


class Kind(type):
    """The class of proxies, and of the classes that stand for the student's."""

    _number: int | None

    def __new__(
        mcls, name: str, bases: tuple[type, ...], body: dict[str, Any], **options: Any
    ) -> Any:
        """Make the class; one that a test derives from a student's is made in the kernel first."""
        students = [base for base in bases if is_students(base)]
        if students and "_number" not in body:
            return native(students[0], "_line").subclass(name, bases, body, options)
        return super().__new__(mcls, name, bases, body)

    def __init__(cls, name: str, bases: tuple[type, ...], body: dict[str, Any], **_: Any) -> None:
        super().__init__(name, bases, body)

    def __call__(cls, *args: Any, **kwargs: Any) -> Any:
        return native(cls, "_line").call(cls, args, kwargs)

    def __getattribute__(cls, name: str) -> Any:
        if name in _OF_CLASSES_HERE or type.__getattribute__(cls, "_number") is None:
            return type.__getattribute__(cls, name)
        if name == "__class__":
            return type
        if name in ("__enter__", "__exit__"):  # contextlib looks here, and calls it on an instance
            return attribute(cls, name) and type.__getattribute__(cls, name)
        return attribute(cls, name)

    def __setattr__(cls, name: str, value: Any) -> None:
        own(cls, "changed").do("setattr", (cls, name, value), DERIVED, "a change")

    def __delattr__(cls, name: str) -> None:
        own(cls, "changed").do("delattr", (cls, name), DERIVED, "a change")

    def __repr__(cls) -> str:
        if type.__getattribute__(cls, "_number") is None:
            return type.__repr__(cls)
        return f"<class '__main__.{type.__getattribute__(cls, '__qualname__')}'>"

    def __dir__(cls) -> list[str]:
        return names_in(cls)

    def __iter__(cls) -> Any:
        return iterated(cls)

    def __len__(cls) -> int:
        return length(cls)

    def __getitem__(cls, key: Any) -> Any:
        return item(cls, key)

    def __contains__(cls, value: Any) -> bool:
        return contained(cls, value)

    def __bool__(cls) -> bool:
        return True  # a class is


# what `type` itself, pickle and our own code need of a class that stands for a student's
_OF_CLASSES_HERE = frozenset(
    {"_number", "_line", "_origin", "_name", "_type", "_callable", "_library", "_stand_in"}
    | {"__name__", "__qualname__", "__module__", "__instancecheck__", "__subclasscheck__"}
    | {"__lent__", "mro", "__copy__", "__deepcopy__"}
)


def native(value: Any, name: str) -> Any:
    """Return what is known here about a proxy or a class: nothing is asked."""
    return type.__getattribute__(value, name) if type(value) is Kind else _raw(value, name)


def is_students(value: Any) -> bool:
    """Say whether ``value`` is a proxy, or a class that stands for one of the student's."""
    kind = type(value)
    if kind is Kind:
        return type.__getattribute__(value, "_number") is not None
    return type(kind) is Kind


def number_of(proxy: Any) -> int:
    """Return the number by which the student's side knows the object."""
    return native(proxy, "_number")


def name_of(proxy: Any) -> str:
    """Return the name to use for the object in messages."""
    return native(proxy, "_name")


def class_of(value: Any) -> Any:
    """Return what ``type(value)`` is to a test: of a proxy, the class of what it stands for."""
    kind = type(value)
    if kind is Kind:
        return type
    if type(kind) is not Kind:
        return kind
    if type.__getattribute__(kind, "_number") is not None:
        return native(value, "_line").class_here(kind) or kind
    return _raw(value, "_library") or kind


def type_of(value: Any, attribute: bool = False) -> Any:
    """Return what ``type(value)`` is to a test, or ``value.__class__`` if it is asked for that.

    To ``isinstance`` an object of a student's class that derives from a library's or a locked one has
    another class (:func:`class_of`): one that does so here.
    """
    if not is_students(value):
        return value.__class__ if attribute else type(value)
    kind = type(value)
    if kind is Kind or type.__getattribute__(kind, "_number") is None:
        return class_of(value)
    return native(value, "_line").instructors(kind) or kind


def is_callable(value: Any) -> bool:
    """Say what ``callable(value)`` is to a test."""
    return native(value, "_callable") if is_students(value) else callable(value)


def is_subclass(kind: Any, of: Any) -> bool:
    """Say what ``issubclass(kind, of)`` is to a test."""
    if issubclass(kind, of):
        return True
    theirs = native(kind, "_line").bases_here(kind) if is_students(kind) else ()
    return any(issubclass(base, of) for base in theirs)


# ---------------------------------------------------------------- what may be asked


def refuse(proxy: Any, what: str) -> NoReturn:
    """Raise an error that names what can't be done with the object."""
    kind = native(proxy, "_type")
    article = "an" if kind[:1].lower() in "aeiou" else "a"
    native(proxy, "_line").refuse(
        f"{name_of(proxy)} is {article} {kind}, which can't be {what} here: {PLAIN}"
    )


def own(proxy: Any, what: str, least: int = DERIVED) -> Any:
    """Return the line to ask about an object that is one of the exercise's, or refuse."""
    if native(proxy, "_origin") < least:
        refuse(proxy, what)
    return native(proxy, "_line")


def is_itself(proxy: Any) -> bool:
    """Say whether the object is of a kind that is true, and a key of its own: nothing is asked of it."""
    return native(proxy, "_type") in THEMSELVES and native(proxy, "_origin") == FOREIGN


def loopable(proxy: Any) -> bool:
    """Say whether a test may go through the object item by item: that tells it nothing."""
    return native(proxy, "_origin") >= DERIVED or native(proxy, "_type") in LOOPED


def origin_of_result(operands: tuple[Any, ...]) -> int:
    """Return where what an operator makes of these comes from."""
    origins = [native(x, "_origin") for x in operands if is_students(x)]
    return RESULT if min(origins) >= RESULT else DERIVED


def _is_instructors(value: Any) -> bool:
    """Say whether ``value`` brings operators of its own that the instructor wrote."""
    return type(value).__module__ == NOTEBOOK and not is_students(value)


def operated(name: str, what: str, operands: tuple[Any, Any], asked: Any) -> Any:
    """Return what an operator makes of two operands, or refuse to ask for it."""
    other = operands[1] if asked is operands[0] else operands[0]
    if _is_instructors(other):
        return NotImplemented  # its own code decides, here
    line, origin = native(asked, "_line"), native(asked, "_origin")
    if is_students(other):
        allowed = max(origin, native(other, "_origin")) >= DERIVED
    else:
        allowed = origin == MADE or (
            origin == RESULT and name in line.operators and name not in _TELLING
        )
    if not allowed:
        refuse(asked, what)
    return line.do(name, operands, origin_of_result(operands), f"{name_of(asked)}'s result")


# these hand what the test expects to an object that could answer: it is that
_TELLING = frozenset({"sub", "isub", "eq", "ne", "lt", "le", "gt", "ge"})


def attribute(proxy: Any, name: str) -> Any:
    """Return an attribute of the object."""
    line = native(proxy, "_line")
    if name == "__signature__":
        return line.signature_of(proxy)
    if name == "__dataclass_fields__":
        return line.fields_of(proxy)
    request = {"op": "attr", "of": number_of(proxy), "name": name}
    found = line.asked(proxy, request, f"{name_of(proxy)}.{name}")
    if name in ("send", "throw", "__next__") and native(proxy, "_type") == "generator":
        return functools.partial(line.resumed, found)
    if name in ("send", "throw") and native(proxy, "_type") == "coroutine":  # a task's
        return getattr(line.resumable(proxy), name)
    return found


def item(proxy: Any, key: Any) -> Any:
    """Return what is under a key in the object."""
    line = native(proxy, "_line")
    request = {"op": "item", "of": number_of(proxy), "key": line.pickled(key)}
    return line.asked(proxy, request, f"{name_of(proxy)}[{_shown(key)}]")


def length(proxy: Any) -> int:
    """Return the length of the object."""
    line = native(proxy, "_line")
    found = line.value(line.ask({"op": "len", "of": number_of(proxy)}), "the length")
    if type(found) is not int or found < 0:
        line.refuse(f"the length of {name_of(proxy)} is not a whole number")
    return found


def _shown(key: Any) -> str:
    return name_of(key) if is_students(key) else repr(key)[:100]


def names_in(proxy: Any) -> list[str]:
    """Return what ``dir`` of the object is."""
    line = native(proxy, "_line")
    return line.of_type(list, "dir", (proxy,), f"dir({name_of(proxy)})")


def iterated(proxy: Any) -> Any:
    """Return an iterator of the object's, or refuse."""
    if not loopable(proxy):
        refuse(proxy, "looped over")
    line = native(proxy, "_line")
    made = line.do("iter", (proxy,), DERIVED, f"an iterator of {name_of(proxy)}")
    if not is_students(made):
        line.refuse(f"{name_of(proxy)} can't be looped over: what it gives is no iterator")
    return made


def contained(proxy: Any, value: Any) -> bool:
    """Say whether ``value`` is in the object, or refuse."""
    line, origin = native(proxy, "_line"), native(proxy, "_origin")
    if origin == MADE or (origin >= DERIVED and is_students(value)):
        return line.of_type(bool, "contains", (proxy, value), f"whether it is in {name_of(proxy)}")
    # what a test expects is not told to an object that some function returned: it is looked for here
    return any(value is one or value == one for one in iterated(proxy))


def kind_named(name: str, bases: tuple[type, ...], facts: dict[str, Any]) -> Kind:
    """Return a new class that stands for one of the student's. Raises ``TypeError``."""
    body = {"__module__": "__main__", **facts}
    return type.__new__(Kind, name, bases, body)
