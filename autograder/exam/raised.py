"""Exceptions of the student's code, raised anew where the test can catch them."""

from __future__ import annotations

import builtins
from typing import Any

from autograder.exam import wire


class StudentError(Exception):
    """The student's code raised an exception that is not a built-in one."""


AS_THEMSELVES: dict[str, type[Exception]] = {
    name: kind
    for name, kind in vars(builtins).items()
    if isinstance(kind, type)
    and issubclass(kind, Exception)
    and not issubclass(kind, UnicodeError | ExceptionGroup | Warning)
    # these would end a loop of the test's over map(function, cases) as if the cases were over
    and not issubclass(kind, StopIteration | StopAsyncIteration)
}


def built_in(kind: str, builtin: str, message: str, args: Any) -> Exception:
    """Return the exception that was raised, as one of Python's, or as :class:`StudentError`.

    ``args`` are packed bytes: what it was raised with.
    """
    exact = AS_THEMSELVES.get(builtin)
    if exact is None or exact is Exception:
        error: Exception = StudentError(f"{kind}: {message}")
        error.plain = message  # type: ignore[attr-defined]
        return error
    for given in (arguments(args), (message,)):
        if given is not None:
            try:
                return exact(*given)
            except (TypeError, ValueError):
                continue
    return StudentError(f"{kind}: {message}")


def arguments(data: Any) -> tuple[Any, ...] | None:
    """Return what an exception was raised with, from untrusted bytes, or None."""
    if type(data) is not bytes:
        return None
    try:
        args = wire.unpack(data)
    except wire.WireError:
        return None
    return args if type(args) is tuple and len(args) < 20 else None
