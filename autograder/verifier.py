"""The trusted side: run one test cell and write one verdict.

The verifier is a process of its own. It runs the notebook's set-up cells (from the instructor's
copy), then the test cell, whose remaining names it fetches from the student's kernel (``proxy``).
The verdict is an allow-list: ``passed`` is written only after the last line of the cell ran.
"""

from __future__ import annotations

import ast
import builtins
import contextlib
import functools
import io
import json
import os
import random
import socket
import sys
import time
import traceback
from dataclasses import dataclass
from pathlib import Path
from types import CodeType
from typing import Any

import numpy as np
from IPython.core.inputtransformer2 import TransformerManager

from autograder import proxy

MAX_TEXT = 6000  # characters of any one text in a verdict
MAX_VERDICT_BYTES = 64 * 2**10
_CELL = "<test cell>"
_SLOW_SETUP = 0.05  # seconds of processor time


@dataclass(frozen=True)
class Examination:
    """What one verifier is asked to do (plain, so that it can be sent as JSON)."""

    setup: tuple[str, ...]  # sources of the set-up cells, instructor's copy
    test: str  # source of the test cell, instructor's copy
    seed: int
    seconds: float  # until the verdict must be there
    names: tuple[str, ...] | None = None  # what :func:`names_for` says of it, if known


class SetupFailed(Exception):
    """The instructor's own cells don't run; nobody is graded on that."""


def examine(job: Examination, sock: socket.socket) -> dict[str, Any]:
    """Run set-up cells and test cell against the student's kernel at the other end of ``sock``.

    Returns the verdict's ``status``, ``message``, ``expected``, ``got``, ``hint`` and
    ``traceback``; ``points`` is None for all of them.
    """
    return examine_on(prepared(job.setup), job, sock)


def prepared(setup: tuple[str, ...]) -> dict[str, Any] | SetupFailed:
    """Return the names that the set-up cells define, or why they don't run."""
    _seed(0)
    namespace: dict[str, Any] = {
        "__name__": "__test__",
        "__builtins__": builtins,
        "get_ipython": _NoMagics,
    }
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
    namespace: dict[str, Any] | SetupFailed, job: Examination, sock: socket.socket
) -> dict[str, Any]:
    """Run the test cell on what :func:`prepared` returned; see :func:`examine`."""
    deadline = time.monotonic() + job.seconds
    try:
        if isinstance(namespace, SetupFailed):
            raise namespace
        names = names_for(job.setup, job.test) if job.names is None else job.names
        names = [name for name in names if name not in namespace]
        body, last = _compiled(job.test, names)
    except SyntaxError as error:
        why = f"the test cell does not compile: {error}"
        return {"status": "ungraded", "message": _short(why), "points": None}
    except SetupFailed as error:
        return {"status": "ungraded", "message": _short(str(error)), "points": None}
    _seed(job.seed)
    line = proxy.Line(sock, deadline)
    try:
        for name in names:
            with contextlib.suppress(proxy.Missing):  # a NameError when (and if) it is reached
                namespace[name] = line.get(name)
        with contextlib.redirect_stdout(io.StringIO()):
            exec(body, namespace)
            earned = eval(last, namespace) if last is not None else None
        if line.fault:  # the cell went on after `except Exception`, but nothing was shown by that
            raise proxy.NotAPlainValue(line.fault)
        return {"status": "passed", "message": "", "points": _partial(earned)}
    except BaseException as error:
        return _failure(error)


def _run_setup(sources: tuple[str, ...], namespace: dict[str, Any]) -> None:
    for number, source in enumerate(sources, 1):
        try:
            exec(_setup_code(source, f"<set-up cell {number}>"), namespace)
        except BaseException as error:
            raise SetupFailed(
                f"set-up cell {number} fails in the verifier: {type(error).__name__}: {error}"
            ) from error


@functools.lru_cache(maxsize=256)
def _setup_code(source: str, name: str) -> CodeType:
    return compile(parsed(source), name, "exec")


def parsed(source: str) -> ast.Module:
    """Parse a cell, with what IPython adds to Python (``%matplotlib inline``).

    Raises ``SyntaxError``.
    """
    try:
        return ast.parse(source)
    except SyntaxError:
        pass  # only then is it worth the time of a closer look
    return ast.parse(TransformerManager().transform_cell(source))


class _NoMagics:
    """What ``get_ipython()`` is in the verifier: magics and ``!`` are accepted and do nothing."""

    def run_line_magic(self, *_: Any) -> None:
        """Ignore a line magic: it is about showing things, and nothing is shown here."""

    def run_cell_magic(self, *_: Any) -> None:
        """Ignore a cell magic, like a line magic."""

    def system(self, *_: Any) -> None:
        """Ignore ``!pip install``: packages are installed by whoever runs the grader."""


def _compiled(source: str, free: list[str]) -> tuple[CodeType, CodeType | None]:
    """Return the cell's code and apart from it the last line, if its value may be partial credit.

    As in nbgrader, a number at the end of a test cell is the number of points. A last line that
    only shows what the student's code returned is not that: it would name its own price.
    """
    tree = parsed(source)
    last = None
    match tree.body:
        case [*_, ast.Expr(value=value)] if not _is_among(_students_names(tree, free), value):
            tree.body.pop()
            last = compile(ast.Expression(value), _CELL, "eval")
    return compile(tree, _CELL, "exec"), last


def _students_names(tree: ast.Module, free: list[str]) -> set[str]:
    """Return the free names and those the cell gives to what they return or contain."""
    names = set(free)
    nodes = [n for n in ast.walk(tree) if isinstance(n, ast.Assign | ast.AnnAssign | ast.NamedExpr)]
    for _ in nodes:  # often enough for any chain of assignments, in any order
        for node in nodes:
            if node.value is not None and _is_among(names, node.value):
                targets = node.targets if isinstance(node, ast.Assign) else [node.target]
                names |= {
                    n.id for target in targets for n in ast.walk(target) if isinstance(n, ast.Name)
                }
    return names


def _is_among(names: set[str], value: ast.expr) -> bool:
    """Say whether an expression is one of the names, or a call or a part of one."""
    while isinstance(value, ast.Call | ast.Attribute | ast.Subscript):
        value = value.func if isinstance(value, ast.Call) else value.value
    return isinstance(value, ast.Name) and value.id in names


def names_for(setup: tuple[str, ...], test: str) -> tuple[str, ...]:
    """Return the names that a test and the helpers of the set-up may need from the student."""
    return tuple(sorted({name for source in (*setup, test) for name in read_names(source)}))


@functools.lru_cache(maxsize=1024)
def read_names(source: str) -> tuple[str, ...]:
    """Return the names a cell reads that neither it nor Python defines, sorted.

    Raises ``SyntaxError``.
    """
    read: set[str] = set()
    written: set[str] = set()
    for node in ast.walk(parsed(source)):
        match node:
            case ast.Name(id=name, ctx=ast.Load()):
                read.add(name)
            case ast.Name(id=name) | ast.arg(arg=name) | ast.alias(asname=str(name)):
                written.add(name)
            case ast.alias(name=name):
                written.add(name.partition(".")[0])
            case (
                ast.FunctionDef(name=name)
                | ast.AsyncFunctionDef(name=name)
                | ast.ClassDef(name=name)
            ):
                written.add(name)
            case (
                ast.ExceptHandler(name=str(name))
                | ast.MatchAs(name=str(name))
                | ast.MatchStar(name=str(name))
                | ast.MatchMapping(rest=str(name))
            ):
                written.add(name)
    return tuple(sorted(n for n in read - written if not hasattr(builtins, n)))


def _partial(earned: Any) -> float | None:
    """Return the points the cell's last line names, or None for all of them."""
    if isinstance(earned, bool) or not isinstance(earned, int | float | np.integer | np.floating):
        return None
    return float(earned)


def _failure(error: BaseException) -> dict[str, Any]:
    """Describe why the cell did not run to its end, without quoting the cell."""
    verdict = {"status": "failed", "points": 0.0}
    if isinstance(error, AssertionError):
        verdict["message"] = getattr(error, "message", None) or str(error) or _ASSERTED
        for key in ("expected", "got", "hint"):
            value = getattr(error, key, None)
            verdict[key] = "" if value is None else value
    elif isinstance(error, NameError) and getattr(error, "name", None):
        verdict["message"] = f"{error.name} is not defined in your notebook"
    elif isinstance(error, proxy.KernelGone | proxy.StudentError | NotImplementedError):
        verdict["message"] = str(error)
    else:
        verdict["message"] = f"{type(error).__name__}: {error}"
    verdict["traceback"] = getattr(error, "student_traceback", "")
    if not verdict["traceback"] and not isinstance(error, AssertionError | NameError):
        verdict["hint"] = verdict.get("hint") or _origin(error)
    return {k: v if k == "points" else _short(v) for k, v in verdict.items()}


_ASSERTED = "a check of the result failed"


def _origin(error: BaseException) -> str:
    """Say that the test stumbled over a value, when the error is not from the student's code."""
    if isinstance(error, proxy.KernelGone):
        return ""
    frames = traceback.extract_tb(error.__traceback__)
    if not any(frame.filename == _CELL for frame in frames):
        return ""
    return "The test could not work with what your code returned: check its type and shape."


def _short(text: Any) -> str:
    text = str(text)
    return text if len(text) <= MAX_TEXT else text[:MAX_TEXT] + " …"


def serve(control: int) -> None:
    """Run the set-up cells, then examine on request until the grader hangs up.

    ``control`` is a Unix socket. The first message on it is the list of set-up cells; each further
    one is an :class:`Examination`, and brings two descriptors: a socket to the student's kernel and
    a pipe for the verdict. Test cells run one after another in this process, each on names that the
    set-up cells have defined anew: that takes a millisecond where a fork takes twenty. Only if the
    set-up is slow, each runs in a fork of what it left.
    """
    sys.stdin = io.StringIO()
    with socket.socket(fileno=control) as line:
        order = _next_order(line)
        if order is None:
            return
        setup = tuple(order[0]["setup"])
        namespace, slow = prepared(setup), False
        while (order := _next_order(line)) is not None:
            fields, (connection, answer) = order
            job = Examination(setup, **fields)
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


def send_order(line: socket.socket, fields: dict[str, Any], *descriptors: int) -> None:
    """Send one message for :func:`serve`. Raises ``OSError`` when the verifier is gone."""
    data = json.dumps(fields).encode()
    header = len(data).to_bytes(8, "big")
    if descriptors:
        socket.send_fds(line, [header], list(descriptors))
    else:
        line.sendall(header)
    line.sendall(data)


def _next_order(line: socket.socket) -> tuple[dict[str, Any], list[int]] | None:
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
    return json.loads(data), list(descriptors)


def _give_verdict(
    namespace: dict[str, Any] | SetupFailed, job: Examination, connection: int, answer: int
) -> None:
    with socket.socket(fileno=connection) as sock:
        verdict = examine_on(namespace, job, sock)
    data = json.dumps(verdict).encode()
    if len(data) > MAX_VERDICT_BYTES:
        verdict = {k: v[:500] if isinstance(v, str) else v for k, v in verdict.items()}
        data = json.dumps(verdict).encode()
    with os.fdopen(answer, "wb") as stream:
        stream.write(data)
