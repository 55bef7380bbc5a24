"""Exceptions of the student's code, raised anew where the test can catch them.

What was raised, with what, and by which cause is the student's claim. Exceptions of Python's, of libraries that
the test has imported, and of classes in read-only cells are made anew from plain data, without a call of
their own; those of the student's classes are proxies.
"""

from __future__ import annotations

import builtins
import contextlib
from collections.abc import Callable
from typing import Any

from autograder.exam import wire

_MOST, _DEEPEST = 20, 3  # notes, or exceptions of a group; groups in groups
_LONGEST = 4000  # characters of a note


class StudentError(Exception):
    """The student's code raised an exception that is not a built-in one."""


class Malformed(Exception):
    """The kernel described something in another form than it should."""


AS_THEMSELVES: dict[str, type[BaseException]] = {
    name: kind
    for name, kind in vars(builtins).items()
    if isinstance(kind, type)
    and issubclass(kind, Exception)
    and not issubclass(kind, ExceptionGroup)  # of exceptions, see `_group`
    # these would end a loop of the test's over map(function, cases) as if the cases were over
    and not issubclass(kind, StopIteration | StopAsyncIteration)
} | {"SystemExit": SystemExit}
_NAMED = (NameError, AttributeError, ImportError)  # with attributes beside their arguments
_OF_NAMED = ("name", "path")
# libraries whose exceptions come as themselves: none that ends or skips a test
OF_LIBRARIES = frozenset(
    {"numpy", "pandas", "sympy", "networkx", "scipy", "sklearn", "decimal", "json", "dataclasses"}
    | {"statistics", "enum", "subprocess", "csv", "zipfile", "tarfile", "configparser", "sqlite3"}
    | {"struct", "binascii", "string", "re", "copy", "queue", "zoneinfo", "locale", "xml", "urllib"}
    | {"http", "socket", "pickle", "shutil", "getopt", "argparse", "ast", "graphlib", "zlib"}
    | {"tomllib", "ipaddress", "email", "html", "uuid", "calendar", "matplotlib", "PIL", "torch"}
)


def rebuilt(described: dict[str, Any], known: Any, depth: int = 0) -> BaseException:
    """Return the exception that the kernel describes; ``known`` is what is known of its classes.

    Raises :class:`Malformed`.
    """
    match described:
        case {"type": str(kind), "builtin": str(builtin), "message": str(message)}:
            pass
        case _:
            raise Malformed
    args = arguments(described.get("args"))
    error: BaseException = _built_in(kind, builtin, message, args)
    held = attributes(described.get("attributes"))
    if builtin == kind == "ExceptionGroup":
        error = _group(described.get("group"), message, known, depth) or error
    elif (found := known.library_error(described.get("library"))) is not None:
        error = anew(found, (message,) if args is None else args, held) or error
    elif "class" in described:
        error = known.exception(described, error, held)
    elif isinstance(error, _NAMED):
        for name in _OF_NAMED:
            if hasattr(error, name) and type(held.get(name)) is str:
                setattr(error, name, held[name])
    _with_history(error, described, lambda one: rebuilt(one, known, depth + 1), depth)
    trace = described.get("traceback")
    error.student_traceback = trace if type(trace) is str else ""  # type: ignore[attr-defined]
    error.pair = described.get("pair")  # type: ignore[attr-defined]
    return error


def _with_history(
    error: BaseException,
    described: dict[str, Any],
    anew_: Callable[[dict[str, Any]], BaseException],
    depth: int,
) -> None:
    """Give an exception the notes, the cause and the context that it had."""
    notes = arguments(described.get("notes")) or ()
    if notes and all(type(one) is str for one in notes):
        error.__notes__ = [one[:_LONGEST] for one in notes]
    if depth < _DEEPEST:
        if type(cause := described.get("cause")) is dict:
            error.__cause__ = anew_(cause)
        if type(context := described.get("context")) is dict:
            error.__context__ = anew_(context)
    if described.get("suppressed") is True:
        error.__suppress_context__ = True


def _built_in(kind: str, builtin: str, message: str, args: tuple[Any, ...] | None) -> BaseException:
    """Return the exception that was raised, as one of Python's, or as :class:`StudentError`."""
    exact = AS_THEMSELVES.get(builtin)
    if exact is None or exact is Exception:
        error = StudentError(f"{kind}: {message}")
        error.plain = message  # type: ignore[attr-defined]
        return error
    for given in (args, (message,)):
        if given is not None and _is_in_place(exact, given):
            try:
                return exact(*given)
            except (TypeError, ValueError):
                continue
    return StudentError(f"{kind}: {message}")


def _is_in_place(kind: type, args: tuple[Any, ...]) -> bool:
    """Say whether positions in a text are within it: Python believes those of a UnicodeError."""
    if not issubclass(kind, UnicodeDecodeError | UnicodeEncodeError | UnicodeTranslateError):
        return True
    match args[-4:]:
        case (bytes() | str() as text, int(start), int(end), str()):
            return 0 <= start < end <= len(text)
    return False


def _group(parts: Any, message: str, known: Any, depth: int) -> ExceptionGroup | None:
    if type(parts) is not list or not 0 < len(parts) <= _MOST or depth >= _DEEPEST:
        return None
    if not all(type(one) is dict for one in parts):
        raise Malformed
    errors = [rebuilt(one, known, depth + 1) for one in parts]
    errors = [one if isinstance(one, Exception) else StudentError(str(one)) for one in errors]
    return ExceptionGroup(message, errors)


def anew(
    kind: type[BaseException], args: tuple[Any, ...], held: dict[str, Any]
) -> BaseException | None:
    """Return an exception of a class with these arguments and attributes; its own code does not run."""
    try:
        error = kind.__new__(kind, *args)
    except Exception:
        return None
    error.args = args
    with contextlib.suppress(AttributeError):
        vars(error).update(held)
    return error


def arguments(data: Any) -> tuple[Any, ...] | None:
    """Return what an exception was raised with, from untrusted bytes, or None."""
    args = _unpacked(data)
    return args if type(args) is tuple and len(args) < _MOST else None


def attributes(data: Any) -> dict[str, Any]:
    """Return the attributes of an exception, from untrusted bytes: names, none special, and values."""
    held = _unpacked(data)
    if type(held) is not dict or len(held) > _MOST:
        return {}
    return {
        name: value
        for name, value in held.items()
        if type(name) is str and name.isidentifier() and not name.startswith("__")
    }


def _unpacked(data: Any) -> Any:
    if type(data) is not bytes:
        return None
    try:
        return wire.unpack(data)
    except wire.WireError:
        return None
