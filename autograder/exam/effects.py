"""What a test and the student's code share beside values: what is printed and typed, seeds, warnings, files.

In stock nbgrader both run in one process: a test that replaces ``sys.stdout``, patches ``input``, seeds the
global random numbers or records warnings does so for the student's code too. Here the test's process tells
the student's, with each call, what the test has set up, and takes back what came of it as plain data. A test
that does nothing of the kind costs nothing.

Kernel side: :func:`under`. Verifier side: :class:`Effects`.
"""

from __future__ import annotations

import builtins
import contextlib
import functools
import io
import logging
import random
import re
import sys
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np

from autograder.exam import files, patched, programs
from autograder.exam.patched import Patched

_PATCHABLE = ("print", "input")
_USUAL = {name: getattr(builtins, name) for name in _PATCHABLE}
_python_state = random.getstate
_numpy_state = np.random.get_state
_MOST_PRINTED = 2**20  # characters
_MOST_WARNINGS = 100
SEEDS, WARNINGS, STREAMS, FILES = "seeds", "warnings", "streams", "files"  # what a test may share
WRITES, LOGS, PATCHES, RUNS = "writes", "logs", "patches", "runs"
_MOST_LOGGED, _HIGHEST_LEVEL = 100, 1000
IDENTITY = "identity"  # it asks which objects are the same
_SIGNS = {
    SEEDS: re.compile(r"\bseed\b|\b[gs]et_?state\b"),
    WARNINGS: re.compile(r"\bcatch_warnings\b|\bwarns\b|\bassertWarns|\bsimplefilter\b"),
    WRITES: re.compile(
        r"open\([^)]*,\s*(?:mode\s*=\s*)?[\"'][wax]|\.write_(?:text|bytes)\b|\.to_\w+\(|\.save\w*\(|"
        r"\bdump\(|\bmake?dirs?\(|\btempfile\b|\bsqlite3\b|\bshutil\b|\.touch\("
    ),
    LOGS: re.compile(r"\blogging\b|\bassert(?:No)?Logs\b"),
    STREAMS: re.compile(r"\bstd(?:out|err|in)\b|\bcapture|\bprint\b|\binput\b|patch|redirect"),
}
_READS_FILES = re.compile(
    r"\bopen\(|\bPath\(|\bexists\b|\bisfile\b|\blistdir\b|\bglob\b|\bread_\w+\(|\bload\w*\(|"
    r"\bgetsize\b|\bimread\b|\bfromfile\b|\bgenfromtxt\b"
)
_UNPICKLES = re.compile(  # whoever reads files so would run what a student put there
    r"pickle|dill|joblib|shelve|marshal|torch|load_model|\beval\b|\bexec\b|runpy|importlib|subprocess|"
    r"\bos\.system\b|yaml|allow_?pickle|__import__|ctypes|cffi"
)


class _Handle:
    """Lends one function of the test's to the student's process, to be asked call by call."""

    __lent__ = ("__call__",)

    def __init__(self, name: str) -> None:
        self._name = name

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        result = getattr(builtins, self._name)(*args, **kwargs)
        return result if isinstance(result, str) else None  # a mock's answer is a mock


class Effects:
    """What one test has set up for the student's code, call by call."""

    def __init__(
        self,
        needs: frozenset[str],
        patches: frozenset[str] = frozenset(),
        sent: Callable[[Any], dict[str, Any]] | None = None,
    ) -> None:
        self._stdout, self._stderr, self._stdin = sys.stdout, sys.stderr, sys.stdin
        self._warns = WARNINGS in needs
        self._seeded = self._states() if SEEDS in needs else None
        self._asked = False  # for the state that numbers are drawn from
        self._typed = ""  # by the test, for the last call
        self._logs = LOGS in needs
        self._patched = Patched(patches) if patches else None
        self._sent = sent

    def request(self, arguments: Any = ()) -> dict[str, Any]:
        """Return what goes with a call; nothing if the test has set up nothing.

        Raises ``ValueError`` for more files than may cross.
        """
        told: dict[str, Any] = {} if self._patched is None else self._patched.request()
        if self._sent is not None and (sent := self._sent(arguments)):
            told["files"] = sent
        if self._logs:
            told["logs"] = _level_heard()
        if sys.stdout is not self._stdout or sys.stderr is not self._stderr:
            told["capture"] = True
        patched = [name for name in _PATCHABLE if getattr(builtins, name) is not _USUAL[name]]
        if patched:
            told["patched"] = {name: _Handle(name) for name in patched}
        if sys.stdin is not self._stdin:
            told["typed"] = self._typed = sys.stdin.read()
        if self._seeded is not None and ((states := self._states()) != self._seeded or self._asked):
            told["states"], self._asked = states, False
            self._seeded = states
        if self._warns:
            told["warnings"] = True
        return told

    def took(self, came: dict[str, Any]) -> None:
        """Do here what a call did there: print what it printed, warn of what it warned of.

        What came is the student's word, and no more than text.
        """
        for name, stream in (("stdout", sys.stdout), ("stderr", sys.stderr)):
            text = came.get(name)
            if type(text) is str and text:
                stream.write(text)
        unread = came.get("unread")  # is there for the next call
        if (
            type(unread) is int
            and 0 < unread <= len(self._typed)
            and type(sys.stdin) is io.StringIO
        ):
            sys.stdin.seek(sys.stdin.tell() - unread)
        found = came.get("warnings")
        for one in found if type(found) is list else []:
            match one:
                case [str(kind), str(message)]:
                    category = getattr(builtins, kind, UserWarning)
                    right = isinstance(category, type) and issubclass(category, Warning)
                    warnings.warn(message, category if right else UserWarning, stacklevel=4)
        logged = came.get("logs")
        for one in logged[:_MOST_LOGGED] if type(logged) is list else []:
            match one:
                case [str(name), int(level), str(message)] if 0 <= level <= _HIGHEST_LEVEL:
                    logging.getLogger(name[:200]).log(level, "%s", message)

    def put_back(self) -> None:
        """Leave modules as they were."""
        if self._patched is not None:
            self._patched.put_back()

    @contextlib.contextmanager
    def watching_seeds(self) -> Iterator[None]:
        """Notice when the test seeds anew, also with the seed from before: what draws may be elsewhere."""
        if self._seeded is None:
            yield
            return
        places = [(random, "seed"), (random, "setstate"), (random, "getstate")]
        places += [(np.random, name) for name in ("seed", "set_state", "get_state")]
        with contextlib.ExitStack() as stack:
            for module, name in places:
                stack.callback(setattr, module, name, getattr(module, name))
                setattr(module, name, self._noting(getattr(module, name)))
            yield

    def _noting(self, function: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(function)
        def noted(*args: Any, **kwargs: Any) -> Any:
            self._asked = True
            return function(*args, **kwargs)

        return noted

    @staticmethod
    def _states() -> tuple[Any, ...]:
        kind, keys, *rest = _numpy_state()
        return _python_state(), (kind, keys.tolist(), *rest)


@contextlib.contextmanager
def under(told: dict[str, Any], came: dict[str, Any]) -> Iterator[None]:
    """Run the student's code as the test has it set up; ``came`` is filled with what came of it."""
    if "files" in told:
        files.put(told["files"])
    with contextlib.ExitStack() as stack:
        patched.under(told, stack)
        if "logs" in told:
            stack.enter_context(_logging(told["logs"], came))
        if told.get("capture"):
            streams = {"stdout": io.StringIO(), "stderr": io.StringIO()}
            stack.callback(lambda: came.update(_texts(streams)))
            stack.enter_context(contextlib.redirect_stdout(streams["stdout"]))
            stack.enter_context(contextlib.redirect_stderr(streams["stderr"]))
        for name, handle in told.get("patched", {}).items():
            stack.callback(setattr, builtins, name, getattr(builtins, name))
            setattr(builtins, name, _calling(handle))
        if "typed" in told:
            stack.callback(setattr, sys, "stdin", sys.stdin)
            stack.callback(setattr, builtins, "input", builtins.input)
            sys.stdin = typed = io.StringIO(told["typed"])
            stack.callback(lambda: came.update(unread=0 if typed.closed else len(typed.read())))
            if "input" not in told.get("patched", {}):
                builtins.input = _typed
        if "states" in told:
            python, numpy = told["states"]
            random.setstate(python)
            np.random.set_state(numpy)  # noqa: NPY002
        if told.get("warnings"):
            heard = stack.enter_context(warnings.catch_warnings(record=True))
            warnings.simplefilter("always")
            stack.callback(
                lambda: came.update(warnings=[_warning(w) for w in heard[:_MOST_WARNINGS]])
            )
        yield


def _level_heard() -> int:
    """Return the lowest level that a logger of the test's process has been set to, or the usual one."""
    known = [one for one in logging.root.manager.loggerDict.values() if hasattr(one, "level")]
    levels = [one.level for one in known if one.level and one.handlers]
    return min([logging.root.level, *levels])


@contextlib.contextmanager
def _logging(level: int, came: dict[str, Any]) -> Iterator[None]:
    """Note what is logged at ``level`` and above, whoever else hears it."""
    heard: list[list[Any]] = []

    class Notes(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            if len(heard) < _MOST_LOGGED:
                heard.append([record.name, record.levelno, record.getMessage()[:1000]])

    notes, before = Notes(), logging.root.level
    logging.root.addHandler(notes)
    logging.root.setLevel(level)
    try:
        yield
    finally:
        logging.root.removeHandler(notes)
        logging.root.setLevel(before)
        came["logs"] = heard


@contextlib.contextmanager
def sharing(line: Any, code: Any) -> Iterator[None]:
    """Share meanwhile with the student's code, at the other end of ``line``, what a test cell needs.

    ``code`` is what was compiled of the cell. Raises ``ValueError`` for what is not files.
    """
    with contextlib.ExitStack() as stack:
        sent = files.Sent(Path.cwd(), code.shared) if WRITES in code.needs else None
        if FILES in code.needs:
            brought = files.Brought(Path.cwd(), sent.files if sent else set())
            stack.enter_context(brought)

            def bring() -> None:
                brought.renew(line.files())
                if sent:
                    sent.took(brought.written)

            bring()
            line.after_call.append(bring)
        if code.scripts:
            stack.enter_context(programs.run_there(line, code.scripts))
        line.effects = Effects(code.needs, code.patches, sent and sent.with_call)
        stack.callback(line.effects.put_back)
        stack.enter_context(line.effects.watching_seeds())
        yield


def _calling(handle: Callable[..., Any]) -> Callable[..., Any]:
    return lambda *args, **kwargs: handle(*args, **kwargs)


def _typed(prompt: object = "") -> str:
    """Read a line as ``input`` does: a kernel's own would ask a person."""
    print(prompt, end="")
    line = sys.stdin.readline()
    if not line:
        raise EOFError("EOF when reading a line")
    return line.rstrip("\n")


def _texts(streams: dict[str, io.StringIO]) -> dict[str, str]:
    return {name: stream.getvalue()[:_MOST_PRINTED] for name, stream in streams.items()}


def _warning(heard: warnings.WarningMessage) -> list[str]:
    kind = next(c.__name__ for c in heard.category.__mro__ if c.__module__ == "builtins")
    return [kind, str(heard.message)[:1000]]


def needs_of(test: str) -> frozenset[str]:
    """Return what a test shares with the student's code, as far as its text tells.

    Files only if it looks at them in a way that runs nothing of what is in them.
    """
    found = {need for need, sign in _SIGNS.items() if sign.search(test)}
    if _READS_FILES.search(test) and not _UNPICKLES.search(test):
        found.add(FILES)
    return frozenset(found)
