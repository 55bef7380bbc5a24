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
import os
import random
import re
import sys
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np

_PATCHABLE = ("print", "input")
_USUAL = {name: getattr(builtins, name) for name in _PATCHABLE}
_python_state = random.getstate
_numpy_state = np.random.get_state
_MOST_PRINTED = 2**20  # characters
_MOST_WARNINGS = 100
SEEDS, WARNINGS, STREAMS, FILES = "seeds", "warnings", "streams", "files"  # what a test may share
IDENTITY = "identity"  # it asks which objects are the same
_SIGNS = {
    SEEDS: re.compile(r"\bseed\b|\b[gs]et_?state\b"),
    WARNINGS: re.compile(r"\bcatch_warnings\b|\bwarns\b|\bassertWarns|\bsimplefilter\b"),
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
_READABLE = {
    *("", ".txt", ".csv", ".tsv", ".json", ".md", ".dat", ".log", ".xml", ".html", ".out"),
    *(".png", ".jpg", ".jpeg", ".gif", ".bmp", ".svg", ".npy", ".npz", ".bin"),
}
MOST_FILES, LARGEST, MOST_BYTES = 64, 8 * 2**20, 16 * 2**20


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

    def __init__(self, needs: frozenset[str]) -> None:
        self._stdout, self._stderr, self._stdin = sys.stdout, sys.stderr, sys.stdin
        self._warns = WARNINGS in needs
        self._seeded = self._states() if SEEDS in needs else None
        self._asked = False  # for the state that numbers are drawn from

    def request(self) -> dict[str, Any]:
        """Return what goes with a call; nothing if the test has set up nothing."""
        told: dict[str, Any] = {}
        if sys.stdout is not self._stdout or sys.stderr is not self._stderr:
            told["capture"] = True
        patched = [name for name in _PATCHABLE if getattr(builtins, name) is not _USUAL[name]]
        if patched:
            told["patched"] = {name: _Handle(name) for name in patched}
        if sys.stdin is not self._stdin:
            told["typed"] = sys.stdin.read()
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
        found = came.get("warnings")
        for one in found if type(found) is list else []:
            match one:
                case [str(kind), str(message)]:
                    category = getattr(builtins, kind, UserWarning)
                    right = isinstance(category, type) and issubclass(category, Warning)
                    warnings.warn(message, category if right else UserWarning, stacklevel=4)

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
    with contextlib.ExitStack() as stack:
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
            sys.stdin = io.StringIO(told["typed"])
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


# ---------------------------------------------------------------- files


def needs_of(test: str) -> frozenset[str]:
    """Return what a test shares with the student's code, as far as its text tells.

    Files only if it looks at them in a way that runs nothing of what is in them.
    """
    found = {need for need, sign in _SIGNS.items() if sign.search(test)}
    if _READS_FILES.search(test) and not _UNPICKLES.search(test):
        found.add(FILES)
    return frozenset(found)


def files_here() -> dict[str, bytes]:
    """Return the files in the current folder that a test may look at, by their paths; on the kernel's side."""
    found: dict[str, bytes] = {}
    total = 0
    for place, folders, names in os.walk("."):
        folders[:] = sorted(name for name in folders if not name.startswith((".", "__")))
        for name in sorted(names):
            path = Path(place, name)
            if path.suffix.lower() not in _READABLE or name.startswith("."):
                continue
            with contextlib.suppress(OSError):
                size = path.stat().st_size
                total += size
                if path.is_file() and size <= LARGEST and total <= MOST_BYTES:
                    found[path.as_posix()] = path.read_bytes()
            if len(found) >= MOST_FILES:
                return found
    return found


class Brought:
    """What the student's code has written, put into the verifier's folder for one test; a context manager.

    No file of the instructor's is replaced, nothing lands outside the folder, and nothing that Python
    would import.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder.resolve()
        self._written: dict[Path, bytes] = {}

    def __enter__(self) -> Brought:
        return self

    def renew(self, files: Any) -> None:
        """Write what is new or changed. Raises ``ValueError`` for what is not files."""
        for name, content in _checked(files):
            path = self._folder / name
            ours = path in self._written
            if (path.exists() and not ours) or self._written.get(path) == content:
                continue
            if path.parent.resolve().is_relative_to(self._folder):
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content)
                self._written[path] = content

    def __exit__(self, *_: object) -> None:
        for path in self._written:
            path.unlink(missing_ok=True)


def _checked(files: Any) -> Iterator[tuple[str, bytes]]:
    if type(files) is not dict or len(files) > MOST_FILES:
        raise ValueError("that is not files")
    for name, content in files.items():
        if type(name) is not str or type(content) is not bytes or len(content) > LARGEST:
            raise ValueError("that is no file")
        path = Path(name)
        parts = path.parts
        hidden = any(part.startswith((".", "__")) or len(part) > 200 for part in parts)
        outside = path.is_absolute() or ".." in parts or "\0" in name or len(parts) > 8
        if not parts or hidden or outside or path.suffix.lower() not in _READABLE:
            raise ValueError("that is no file that a test may look at")
        yield name, content
