"""The trusted side: run one test cell and write one verdict.

The verifier is a process of its own. It runs the notebook's set-up cells (from the instructor's
copy), then the test cell, whose remaining names it fetches from the student's kernel (``proxy``).
The verdict is an allow-list: ``passed`` is written only after the last line of the cell ran.
"""

from __future__ import annotations

import asyncio
import builtins
import contextlib
import dataclasses
import inspect
import io
import json
import marshal
import math
import os
import random
import socket
import sys
import time
import traceback
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import CodeType
from typing import Any

import cloudpickle
import numpy as np

from autograder.exam import effects, kinds, library, magics, proxy, questions, wire
from autograder.exam.imported import IMPORT
from autograder.exam.known import plainly
from autograder.exam.points import NoPoints, points_of
from autograder.exam.testcell import (
    CELL,
    KIND_OF,
    NOTHING_SHARED,
    SET,
    UNSET,
    Compiled,
    SetupFailed,
    Shared,
    compiled,
    compiled_setup,
)
from autograder.exam.wording import (
    ASKS_A_WORLD,
    FIVE_VALUES,
    NO_FILE,
    readable,
    shapes_hint,
    text_of,
)

MAX_TEXT = 6000  # characters of any one text in a verdict
MAX_SCORE_OF = 100
MAX_VERDICT_BYTES = 64 * 2**10
CLASSES = "__classes__"  # see notebook.master.exercise_classes: a name that set-up cells may define
_SLOW_SETUP = 0.05  # seconds of processor time


@dataclass(frozen=True)
class Examination:
    """What one verifier is asked to do."""

    setup: tuple[str, ...]  # sources of the set-up cells, instructor's copy
    test: str  # source of the test cell, instructor's copy
    seed: int
    seconds: float  # until the verdict must be there
    lenient: bool = False  # the student's code may change any argument in place
    shared: Shared = NOTHING_SHARED  # with the student's process


def examine(job: Examination, sock: socket.socket) -> dict[str, Any]:
    """Run set-up cells and test cell against the student's kernel at the other end of ``sock``.

    Returns the verdict's ``status``, ``message``, ``expected``, ``got``, ``hint`` and
    ``traceback``; ``points`` is None for all of them. A cell that passed and told a score
    (:func:`_hearing_scores`) has ``score`` and ``score_of`` as well.
    """
    try:
        code, setup = compiled(job.setup, job.test, job.shared), compiled_setup(job.setup)
    except (SyntaxError, SetupFailed) as error:
        return ungraded(error)
    return examine_on(prepared(setup), code, job.seed, job.seconds, job.lenient, sock)


def prepared(setup: tuple[CodeType, ...]) -> dict[str, Any] | SetupFailed:
    """Return the names that the set-up cells define, or why they don't run."""
    _seed(0)
    main = magics.Notebook("__main__")  # where unittest and others look for the notebook's names
    # data classes look for their module; what is defined there has no other place to come from
    sys.modules["__main__"] = sys.modules[kinds.NOTEBOOK] = main
    namespace = vars(main)
    namespace |= {
        "__name__": kinds.NOTEBOOK,
        "__builtins__": builtins,
        "get_ipython": lambda: magics.Magics(namespace),
        KIND_OF: kinds.type_of,
        "callable": kinds.is_callable,
        "issubclass": kinds.is_subclass,
    }
    cloudpickle.register_pickle_by_value(main)
    questions.show_sources()
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            _run_setup(setup, namespace)
    except SetupFailed as error:
        return error
    return namespace


def _seed(seed: int) -> None:
    """Begin all random numbers anew: test cells may draw from the global states."""
    random.seed(seed)
    np.random.seed(seed % 2**32)  # noqa: NPY002
    if "keras" in sys.modules:
        # with it go the names and random states of layers
        sys.modules["keras"].utils.clear_session(free_memory=False)
    if "tensorflow" in sys.modules:
        sys.modules["tensorflow"].random.set_seed(seed % 2**32)


def examine_on(
    namespace: dict[str, Any] | SetupFailed,
    code: Compiled,
    seed: int,
    seconds: float,
    lenient: bool,
    sock: socket.socket,
) -> dict[str, Any]:
    """Run a compiled test cell on what :func:`prepared` returned; see :func:`examine`."""
    deadline = time.monotonic() + seconds
    if isinstance(namespace, SetupFailed):
        return ungraded(namespace)
    names = [name for name in code.names if name not in namespace]
    # as in nbgrader, a number at the end of a test cell is the number of points
    priced = code.last is not None and code.origins.isdisjoint(names)
    _seed(seed)
    line = _CountingLine(sock, deadline, lenient=lenient)
    line.knows(namespace.get(CLASSES, {}), namespace)
    line.hidden, line.identity = code.hidden, effects.IDENTITY in code.needs
    try:
        with (
            wire.allowance(wire.Allowance()),
            library.for_test(code.whole),
            _hearing_scores() as score,
        ):
            magics.Notebook.told = (line.set, line.unset)
            namespace |= {SET: line.set, UNSET: line.unset, IMPORT: line.module}
            namespace["get_ipython"] = lambda: magics.Magics(namespace, in_test=True)
            line.fetch(names, namespace)
            if code.words:  # only what the notebook has is asked for: texts are the test's own
                line.fetch(sorted(line.names() & set(code.words) - set(namespace)), namespace)
            if code.changes:
                line.after_call.append(lambda: line.fetch(code.changes, namespace))
            with contextlib.ExitStack() as stack:
                stack.enter_context(contextlib.redirect_stdout(io.StringIO()))
                if code.needs:
                    stack.enter_context(effects.sharing(line, code))
                _run(code.body if priced else code.whole, namespace)
                earned = _run(code.last, namespace) if priced else None
        if line.fault:  # the cell went on after `except Exception`, but nothing was shown by that
            raise proxy.NotAPlainValue(line.fault)
        try:
            return {"status": "passed", "message": "", "points": points_of(earned), **score}
        except NoPoints as error:
            return {"status": "ungraded", "message": str(error), "points": None}
    except BaseException as error:
        told = line.told()
        verdict = _failure(plainly(error)) | ({"calls": told} if told else {})
        if line.large and not verdict.get("hint"):
            verdict["hint"] = _short(line.large)
        return verdict


def _run(code: CodeType | None, namespace: dict[str, Any]) -> Any:
    """Run code and return its value; what it awaits at its top level is awaited."""
    assert code is not None
    result = eval(code, namespace)
    return asyncio.run(result) if inspect.iscoroutine(result) else result


@contextlib.contextmanager
def _hearing_scores() -> Iterator[dict[str, Any]]:
    """Yield what the test cell last said of how well something did; empty if it says nothing.

    It says so to ``__score__(number, what)``, a builtin that this process alone has: whatever the
    student's code calls, or puts in its place, is in another process.
    """
    heard: dict[str, Any] = {}

    def hear(number: float, what: str) -> None:
        if type(number) is not float or not math.isfinite(number):
            raise ValueError("a score must be a finite float")
        heard.update(score=number, score_of=_short(what)[:MAX_SCORE_OF])

    builtins.__score__ = hear  # type: ignore[attr-defined]
    try:
        yield heard
    finally:
        del builtins.__score__  # type: ignore[attr-defined]


class _CountingLine(proxy.Line):
    """A line that knows what it was used for: what a limit's message is about."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._calls = 0
        self._name = ""  # of what was called last
        self._begun = self._slowest = 0.0

    def call(self, called: proxy.Proxy, *arguments: Any, **options: Any) -> Any:
        """Call it, and count that."""
        times = options.get("times", arguments[2] if len(arguments) > 2 else None)
        self._calls += times or 1
        self._name = proxy.name_of(called)
        begun = time.monotonic()
        try:
            return super().call(called, *arguments, **options)
        finally:
            self._slowest = max(self._slowest, (time.monotonic() - begun) / (times or 1))

    def told(self) -> str:
        """Say what was called and how often, or nothing if nothing was."""
        if not self._calls:
            return ""
        if self._calls == 1:
            return f"a call of {self._name}"
        slowest = (
            f"{self._slowest:.2g} s" if self._slowest >= 0.1 else f"{1000 * self._slowest:.2g} ms"
        )
        return f"{self._calls:,} calls, the last of {self._name} and the longest of {slowest},"


def ungraded(error: SyntaxError | SetupFailed) -> dict[str, Any]:
    """Return the verdict when the instructor's own cells can't be run: nobody's points are lost."""
    no_python = isinstance(error, SyntaxError)
    why = f"the test cell does not compile: {error}" if no_python else str(error)
    return {"status": "ungraded", "message": _short(why), "points": None}


def _run_setup(setup: tuple[CodeType, ...], namespace: dict[str, Any]) -> None:
    for number, code in enumerate(setup, 1):
        try:
            exec(code, namespace)
        except BaseException as error:
            raise SetupFailed(
                f"set-up cell {number} fails in the verifier: {type(error).__name__}: {error}"
            ) from error


def _failure(error: BaseException) -> dict[str, Any]:
    """Describe why the cell did not run to its end, without quoting the cell."""
    verdict = {"status": "failed", "points": 0.0}
    text = text_of(error)
    if isinstance(error, AssertionError):
        verdict["message"] = getattr(error, "message", None) or text or _ASSERTED
        for key in ("expected", "got", "hint"):
            value = getattr(error, key, None)
            verdict[key] = "" if value is None else value
    elif isinstance(error, NameError) and getattr(error, "name", None):
        verdict["message"] = f"{error.name} is not defined in your notebook"
    elif isinstance(error, proxy.KernelGone | proxy.StudentError | NotImplementedError):
        verdict["message"] = readable(text)
    else:
        verdict["message"] = readable(f"{type(error).__name__}: {text}")
    verdict["traceback"] = getattr(error, "student_traceback", "")
    if verdict["traceback"] and (hint := shapes_hint(text)):
        verdict["hint"] = hint
    if "values to unpack" in text and ASKS_A_WORLD.search(verdict["traceback"]):
        verdict["hint"] = verdict.get("hint") or FIVE_VALUES
    pair = getattr(error, "pair", "")
    if type(pair) is str and pair.isidentifier() and len(pair) <= 40:
        told = f"`{pair}` holds two things, as env.reset() returns them: write {pair}, info = …. "
        verdict["hint"] = verdict.get("hint") or told + FIVE_VALUES
    if verdict["traceback"] and isinstance(error, FileNotFoundError):
        verdict["hint"] = verdict.get("hint") or NO_FILE
    if not verdict["traceback"] and not isinstance(error, AssertionError | NameError):
        verdict["hint"] = verdict.get("hint") or _origin(error)
    return {k: v if k == "points" else _short(v) for k, v in verdict.items()}


_ASSERTED = "a check of the result failed"


def _origin(error: BaseException) -> str:
    """Say that the test stumbled over a value, when the error is not from the student's code."""
    if isinstance(error, proxy.KernelGone):
        return ""
    frames = traceback.extract_tb(error.__traceback__)
    if not any(frame.filename == CELL for frame in frames):
        return ""
    return "The test could not work with what your code returned: check its type and shape."


def _short(text: Any) -> str:
    text = str(text)
    return text if len(text) <= MAX_TEXT else text[:MAX_TEXT] + " …"


def serve(control: int) -> None:
    """Run the set-up cells, then examine on request until the grader hangs up.

    ``control`` is a Unix socket. The first message on it holds the compiled set-up cells; each
    further one a compiled test cell, and brings two descriptors: a socket to the student's kernel
    and a pipe for the verdict. Test cells run one after another in this process, each on names that
    the set-up cells have defined anew: that takes a millisecond where a fork takes twenty. Only if
    the set-up is slow, each runs in a fork of what it left.
    """
    sys.stdin = io.StringIO()
    with socket.socket(fileno=control) as line:
        order = _next_order(line)
        if order is None:
            return
        (setup,) = order[0]
        namespace, slow = prepared(setup), False
        while (order := _next_order(line)) is not None:
            (fields, seed, seconds, lenient), (connection, answer) = order
            job = Compiled(*fields), seed, seconds, lenient
            if namespace is None:
                begun = time.process_time()
                namespace = prepared(setup)
                slow = time.process_time() - begun > _SLOW_SETUP
            if not slow or not _can_fork():
                _give_verdict(namespace, job, connection, answer)
                namespace = None  # used
                continue
            child = os.fork()
            if child == 0:
                _give_verdict(namespace, job, connection, answer)
                os._exit(0)
            os.close(connection)
            os.close(answer)
            os.waitpid(child, 0)


def _can_fork() -> bool:
    """Say whether a fork is safe (one thread) and worth it: TensorFlow would start anew in each."""
    return "tensorflow" not in sys.modules and len(list(Path("/proc/self/task").iterdir())) == 1


def send_setup(line: socket.socket, setup: tuple[str, ...]) -> None:
    """Send :func:`serve` its set-up cells. Raises ``OSError`` when it is gone."""
    codes: tuple[CodeType, ...] = ()
    with contextlib.suppress(SetupFailed):  # each test cell will say so
        codes = compiled_setup(setup)
    _send(line, (codes,))


def send_order(line: socket.socket, job: Examination, connection: int, answer: int) -> None:
    """Send :func:`serve` one test cell, which it runs against the kernel behind ``connection``.

    The verdict comes out of the pipe ``answer``. Raises ``SyntaxError``, :class:`SetupFailed`, and
    ``OSError`` when the verifier is gone.
    """
    code = compiled(job.setup, job.test, job.shared)
    fields = tuple(getattr(code, one.name) for one in dataclasses.fields(code))
    _send(line, (fields, job.seed, job.seconds, job.lenient), connection, answer)


def _send(line: socket.socket, message: tuple[Any, ...], *descriptors: int) -> None:
    data = marshal.dumps(message)  # both ends are ours, and the same Python
    socket.send_fds(line, [len(data).to_bytes(8, "big")], list(descriptors))
    line.sendall(data)


def _next_order(line: socket.socket) -> tuple[tuple[Any, ...], list[int]] | None:
    """Return the next message and its descriptors, or None when the grader has hung up."""
    header, descriptors, _, _ = socket.recv_fds(line, 8, 2)
    if len(header) < 8:
        return None
    left, data = int.from_bytes(header, "big"), bytearray()
    while len(data) < left:
        chunk = line.recv(left - len(data))
        if not chunk:
            return None
        data += chunk
    return marshal.loads(data), list(descriptors)


def _give_verdict(
    namespace: dict[str, Any] | SetupFailed,
    job: tuple[Compiled, int, float, bool],
    connection: int,
    answer: int,
) -> None:
    with socket.socket(fileno=connection) as sock:
        verdict = examine_on(namespace, *job, sock)
    data = json.dumps(verdict).encode()
    if len(data) > MAX_VERDICT_BYTES:
        verdict = {k: v[:500] if isinstance(v, str) else v for k, v in verdict.items()}
        data = json.dumps(verdict).encode()
    with os.fdopen(answer, "wb") as stream:
        stream.write(data)
