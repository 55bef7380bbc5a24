"""The student's side: run a test as stock nbgrader does, in a fork of the kernel that leaves nothing behind.

Only tests that can't be expressed outside the kernel come here, if the course allows that. What they say
can be forged, as in stock nbgrader, and is reported as such.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from typing import Any

from IPython.core.getipython import get_ipython
from IPython.utils.capture import capture_output

_THREADED = ("tensorflow", "torch", "jax")  # a fork of what they have started does not go on
_MOST = 2**20  # characters of what a test prints
CALL = f"__import__({__name__!r}, fromlist=['run']).run({{source!r}})"  # as a cell of the kernel's


class _Shown:
    """What a test's last line showed."""

    def __init__(self, text: str) -> None:
        self._text = text

    def __repr__(self) -> str:
        return self._text


def run(source: str) -> Any:
    """Run a test cell in a fork, print what it printed, and return or raise what it did.

    Where libraries have threads that a fork lacks, it runs in place.
    """
    if any(name in sys.modules for name in _THREADED):
        return _raised_or_shown(_run_cell(source))
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            with os.fdopen(writing, "wb") as stream:
                stream.write(json.dumps(_run_cell(source)).encode())
        finally:
            os._exit(0)
    os.close(writing)
    try:
        with os.fdopen(reading, "rb") as stream:
            data = stream.read()
    except BaseException:
        os.kill(child, signal.SIGKILL)
        raise
    finally:
        os.waitpid(child, 0)
    if not data:
        raise RuntimeError("the test ended its process")
    return _raised_or_shown(json.loads(data))


def _run_cell(source: str) -> dict[str, str]:
    shell = get_ipython()
    shell._showtraceback = lambda *_: None  # it would write to the parent's line
    shown: list[Any] = []
    with capture_output() as captured:
        sys.displayhook = shown.append
        done = shell.run_cell(source, store_history=False)
    told = {"printed": captured.stdout[:_MOST]}
    error = done.error_before_exec or done.error_in_exec
    if error is not None:
        return {**told, "kind": type(error).__name__, "message": str(error)[:_MOST]}
    if not shown or shown[-1] is None or source.rstrip().endswith(";"):
        return told
    return {**told, "shown": repr(shown[-1])[:_MOST]}


def _raised_or_shown(told: dict[str, str]) -> Any:
    print(told["printed"], end="")
    if "kind" in told:
        raise type(told["kind"], (Exception,), {})(told["message"])
    return _Shown(told["shown"]) if "shown" in told else None
