"""Proxies: what a test has of an object that stays in the student's process, and may do with it.

What is asked of a proxy is answered by the kernel: the student's claim about the student's object.
How far an object is asked is said in :mod:`autograder.exam.kinds`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NoReturn

from autograder.exam.kinds import (
    DERIVED,
    MADE,
    OPERATORS,
    Kind,
    attribute,
    class_of,
    contained,
    is_itself,
    item,
    iterated,
    length,
    loopable,
    name_of,
    names_in,
    native,
    operated,
    origin_of_result,
    own,
    refuse,
)

_raw = object.__getattribute__


def _binary(name: str, what: str) -> tuple[Callable[..., Any], Callable[..., Any]]:
    def forward(self: Any, other: Any) -> Any:
        return operated(name, what, (self, other), self)

    def reflected(self: Any, other: Any) -> Any:
        return operated(name, what, (other, self), self)

    return forward, reflected


def _compared(name: str) -> Callable[..., Any]:
    def compare(self: Any, other: Any) -> Any:
        if other is None and name in ("eq", "ne"):
            return name == "ne"  # what is None comes as None
        return operated(name, "compared", (self, other), self)

    return compare


def _unary(name: str, what: str) -> Callable[..., Any]:
    def operate(self: Any, *more: Any) -> Any:
        line = own(self, what)
        return line.do(name, (self, *more), origin_of_result((self,)), f"{name_of(self)}'s result")

    return operate


def _as(kind: type, name: str, what: str) -> Callable[..., Any]:
    def convert(self: Any) -> Any:
        return own(self, what).of_type(kind, name, (self,), f"{name}({name_of(self)})")

    return convert


_hash, _truth = _as(int, "hash", "used as a key"), _as(bool, "bool", "used as true or false")


def _text(name: str) -> Callable[..., str]:
    def text(self: Any, *more: str) -> str:
        line = _raw(self, "_line")
        return line.of_type(str, name, (self, *more), f"{name}({name_of(self)})")

    return text


_NATIVE = frozenset(  # of instances, answered here
    {"__reduce__", "__reduce_ex__", "__getstate__", "__sample__", "__changes__"}
    | {"__traceback__", "__cause__", "__context__", "__suppress_context__", "with_traceback"}
    | {"__notes__", "add_note", "student_traceback", "pair", "__setstate__"}
)
_PROBES = (  # of numpy, copy and others: not for proxies
    *("__array", "__deepcopy__", "__copy__", "__cuda", "__torch", "__jax", "__dlpack"),
    *("__dataframe", "__arrow", "__geo", "__sklearn", "__lent__", "__getnewargs", "__buffer__"),
    *("__tf", "__partitioned", "__is_", "__getinitargs__"),
)


_DECIDE = frozenset(
    f"__{part}{word}__"
    for word in (*OPERATORS, "divmod", "eq", "ne", "lt", "le", "gt", "ge", "contains")
    for part in ("", "r", "i")
)


class Proxy(metaclass=Kind):
    """Stands for one object in the student's process."""

    _number = None  # of the class: a number is what classes have that stand for a student's

    def __getattribute__(self, name: str) -> Any:
        if name == "__class__":
            return class_of(self)
        own_only, foreign_only = name in ("__copy__", "__deepcopy__"), name == "__array__"
        is_own = (own_only or foreign_only) and _raw(self, "_origin") >= DERIVED
        if name in _NATIVE or (own_only and is_own) or (foreign_only and not is_own):
            return _raw(self, name)
        if name.startswith(_PROBES) and name.endswith("__"):
            raise AttributeError(name)
        found = attribute(self, name)
        if name in _DECIDE and _raw(self, "_origin") < MADE:  # x.__eq__(9) is x == 9
            return _raw(self, name)
        return found

    def __setattr__(self, name: str, value: Any) -> None:
        if name in _NATIVE:
            object.__setattr__(self, name, value)
            return
        own(self, "changed").do("setattr", (self, name, value), DERIVED, "a change")

    def __delattr__(self, name: str) -> None:
        own(self, "changed").do("delattr", (self, name), DERIVED, "a change")

    def __setitem__(self, key: Any, value: Any) -> None:
        own(self, "changed").do("setitem", (self, key, value), DERIVED, "a change")

    def __delitem__(self, key: Any) -> None:
        own(self, "changed").do("delitem", (self, key), DERIVED, "a change")

    def __reduce_ex__(self, _: Any) -> NoReturn:
        refuse(self, "copied")  # as an argument it is not pickled by itself: see `lent`

    __reduce__ = __reduce_ex__

    def __copy__(self) -> Any:
        return own(self, "copied").do("copy", (self,), DERIVED, f"a copy of {name_of(self)}")

    def __deepcopy__(self, memo: Any) -> Any:
        return own(self, "copied").do("deepcopy", (self,), DERIVED, f"a copy of {name_of(self)}")

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        line = _raw(self, "_line")
        if not _raw(self, "_callable"):
            line.refuse(f"{name_of(self)} can't be called: it is not a function")
        return line.call(self, args, kwargs)

    def __sample__(
        self, n: int, args: tuple = (), kwargs: dict[str, Any] | None = None
    ) -> list[Any]:
        """Call ``n`` times in one round trip and return the list of results."""
        return _raw(self, "_line").sampled(self, n, args, kwargs or {}, ())

    def __changes__(self, *arguments: Any) -> Changing:
        """Return it as a function that may change these arguments in place."""
        return Changing(self, arguments)

    def __dir__(self) -> list[str]:
        return names_in(self)

    def __getitem__(self, key: Any) -> Any:
        return item(self, key)

    def __len__(self) -> int:
        return length(self)

    def __iter__(self) -> Any:
        return iterated(self)

    def __reversed__(self) -> Any:
        return own(self, "looped over").do("reversed", (self,), DERIVED, "a reversed iterator")

    def __next__(self) -> Any:
        if _raw(self, "_type") == "coroutine":  # a task's of the test's
            return next(_raw(self, "_line").resumable(self))
        if not loopable(self):
            refuse(self, "looped over")
        return _raw(self, "_line").next_of(self)

    def __contains__(self, value: Any) -> bool:
        return contained(self, value)

    def __enter__(self) -> Any:
        return own(self, "used in a with block").do("enter", (self,), DERIVED, "what it enters")

    def __exit__(self, kind: Any, error: Any, trace: Any) -> Any:
        line = own(self, "used in a with block")
        return line.of_type(bool, "exit", (self, line.as_students(error)), "what it leaves with")

    def __instancecheck__(self, value: Any) -> bool:
        refuse(self, "used as a class")

    __subclasscheck__ = __instancecheck__

    def __array__(self, *_: Any, **__: Any) -> NoReturn:
        refuse(self, "used as a number")

    def __array_ufunc__(self, function: Any, method: str, *inputs: Any, **options: Any) -> Any:
        name = _UFUNCS.get(function.__name__)
        if method != "__call__" or options or name is None or len(inputs) != 2:
            refuse(self, "used as a number")
        return operated(name, "used in arithmetic", inputs, self)

    __eq__, __ne__, __lt__, __le__, __gt__, __ge__ = map(
        _compared, ("eq", "ne", "lt", "le", "gt", "ge")
    )

    def __hash__(self) -> int:
        return hash(_raw(self, "_number")) if is_itself(self) else _hash(self)

    def __bool__(self) -> bool:
        return is_itself(self) or _truth(self)

    __int__ = __trunc__ = _as(int, "int", "used as a number")
    __index__ = _as(int, "index", "used as a number")
    __float__ = _as(float, "float", "used as a number")
    __complex__ = _as(complex, "complex", "used as a number")
    __bytes__ = _as(bytes, "bytes", "used as bytes")
    __str__, __repr__, __format__ = map(_text, ("str", "repr", "format"))
    __neg__, __pos__, __abs__, __round__, __floor__, __ceil__ = (
        _unary(name, "used in arithmetic")
        for name in ("neg", "pos", "abs", "round", "floor", "ceil")
    )
    __invert__ = _unary("invert", "combined")


class Awaitable(Proxy):
    """Stands for a coroutine, or for what an asynchronous loop waits for."""

    _number = None

    def __await__(self) -> Any:
        return _raw(self, "_line").awaited(self)


class AsyncGenerator(Proxy):
    """Stands for what an asynchronous loop goes through."""

    _number = None

    def __aiter__(self) -> Any:
        return self

    def __anext__(self) -> Any:
        return attribute(self, "__anext__")()


for _name in (*OPERATORS, "divmod"):
    _word = f"{_name}_" if _name in ("and", "or") else _name
    _what = "combined" if _name in ("and", "or", "xor") else "used in arithmetic"
    type.__setattr__(Proxy, f"__{_name}__", _binary(_word, _what)[0])
    type.__setattr__(Proxy, f"__r{_name}__", _binary(_word, _what)[1])
    if _name != "divmod":
        type.__setattr__(Proxy, f"__i{_name}__", _binary(f"i{_name}", _what)[0])
_UFUNCS = {
    "add": "add",
    "subtract": "sub",
    "multiply": "mul",
    "divide": "truediv",
    "floor_divide": "floordiv",
    "remainder": "mod",
    "power": "pow",
    "matmul": "matmul",
}


class Changing:
    """A function of the student's that may change some of its arguments in place."""

    def __init__(self, proxy: Proxy, arguments: tuple[Any, ...]) -> None:
        self._proxy = proxy
        self._arguments = arguments

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        line = native(self._proxy, "_line")
        return line.call(self._proxy, args, kwargs, None, self._arguments)

    def __sample__(
        self, n: int, args: tuple = (), kwargs: dict[str, Any] | None = None
    ) -> list[Any]:
        line = native(self._proxy, "_line")
        return line.sampled(self._proxy, n, args, kwargs or {}, self._arguments)


def made(
    kind: type, line: Any, number: int, shown: str, name: str, called: bool, origin: int
) -> Any:
    """Return a new proxy of a class of proxies."""
    new = BaseException.__new__ if issubclass(kind, BaseException) else object.__new__
    proxy = new(kind)
    for key, value in (
        ("_line", line),
        ("_number", number),
        ("_type", shown),
        ("_name", name),
        ("_callable", called),
        ("_origin", origin),
        ("_library", None),
    ):
        object.__setattr__(proxy, key, value)
    return proxy
