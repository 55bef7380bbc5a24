"""What one request to a kernel leads to: outputs, an end, or an end to it.

Everything a kernel sends is untrusted: outputs are only shown, never believed, and bounded in size.
"""

from __future__ import annotations

import json
import os
import time
from dataclasses import dataclass, field
from typing import Any, Protocol

import nbformat.v4
from nbformat import NotebookNode

from autograder.workers.forkserver import Confined
from autograder.workers.meter import Meter

_GRACE = 1.0  # seconds a kernel has to stop what it does after an interrupt: see _patience
_MAX_NESTING = 50  # of the data in one output
_MAX_ERROR = 2000  # characters
_AFTER_REPLY = 1.5  # seconds to wait for outputs that belong to a finished cell


@dataclass
class CellRun:
    """What came of running one cell. ``why`` is empty unless the cell was cut short."""

    outputs: list[NotebookNode] = field(default_factory=list)
    error: str = ""  # "NameError: name 'x' is not defined"
    why: str = ""
    megabytes: float = 0.0  # of outputs
    dead: bool = False


class Asked(Protocol):
    """The kernel that was asked, as far as :class:`Collector` knows it."""

    @property
    def tree(self) -> Confined:
        """Its processes."""

    @property
    def alive(self) -> bool:
        """Whether it can still be asked for anything."""

    @property
    def why_dead(self) -> str:
        """Why it ended."""

    def message(self, channel: str, seconds: float) -> dict[str, Any] | None:
        """Return the next message on a channel, or None if there is none within ``seconds``."""


def _patience() -> float:
    """Return for how long, by the clock, an interrupted kernel is waited for that uses no processor time.

    On a machine that has more to do than it has cores it may just not have come to it.
    """
    return _GRACE * max(1.0, os.getloadavg()[0] / (os.cpu_count() or 1))


def _deeper_than(value: Any, levels: int) -> bool:
    """Say whether collections nest deeper than ``levels`` (level by level, no recursion)."""
    level = [value]
    for _ in range(levels):
        inner = [x.values() if type(x) is dict else x for x in level if type(x) in (dict, list)]
        level = [item for items in inner for item in items]
        if not level:
            return False
    return True


class Collector:
    """Follows one request until it is done, its time is over or its outputs are too many."""

    def __init__(self, kernel: Asked, request: str, meter: Meter, megabytes: float) -> None:
        self._kernel = kernel
        self._meter = meter
        self._deadline = time.monotonic() + meter.wall
        self._run = CellRun()
        self._megabytes = megabytes
        self._room = int(megabytes * 2**20)
        self._interrupted = False
        self._spared = (
            0.0,
            0.0,
        )  # how long an interrupted one may go on: by the clock, of its own time
        self._replied = False
        self.done = False
        self._id = request

    def step(self, seconds: float) -> None:
        """Handle what has arrived, waiting at most ``seconds`` for it."""
        if self.done:
            return
        message = self._kernel.message("iopub", max(seconds, 0.001))
        handled = 0
        while message is not None and not self.done:
            self._handle(message)
            handled += 1
            if handled >= 500 or time.monotonic() > self._deadline:
                break
            message = self._kernel.message("iopub", 0.0)
        if not self.done:
            self._check()

    def expect_end(self, seconds: float) -> None:
        """Allow the request no more than ``seconds`` from now."""
        self._deadline = min(self._deadline, time.monotonic() + seconds)

    def _check(self) -> None:
        if not self._replied:
            reply = self._kernel.message("shell", 0.0)
            if reply and reply.get("parent_header", {}).get("msg_id") == self._id:
                self._replied = True
                self.expect_end(_AFTER_REPLY)
        if not self._kernel.alive:
            self._run.dead = True
            self._run.why = self._kernel.why_dead
            self.done = True
        elif time.monotonic() > self._deadline:
            self._out_of_time()
        elif not (self._replied or self._interrupted) and self._meter.exceeded():
            self._cut_short(self._meter.text)

    def _out_of_time(self) -> None:
        if self._replied:
            self.done = True  # finished; some outputs were lost on the way
        elif self._interrupted and not self._is_over():
            self._deadline = time.monotonic() + _GRACE / 5
        elif self._interrupted:
            self._kernel.tree.kill()
            self._run.dead = True
            self.done = True
        else:
            self._cut_short(self._meter.text)

    def _cut_short(self, why: str) -> None:
        self._run.why = self._run.why or why
        if not self._interrupted:
            self._interrupted = True
            now, used = time.monotonic(), self._kernel.tree.cpu_seconds()
            self._kernel.tree.interrupt()
            self._deadline, self._spared = now + _GRACE, (now + _patience(), used + _GRACE)

    def _is_over(self) -> bool:
        """Say whether an interrupted kernel has had the time to stop, and has not."""
        wall, used = self._spared
        return time.monotonic() > wall or self._kernel.tree.cpu_seconds() > used

    def _handle(self, message: dict[str, Any]) -> None:
        if message.get("parent_header", {}).get("msg_id") != self._id:
            return
        kind, size = message["msg_type"], len(message["packed"])
        if size > self._room:
            self._cut_short(f"printed more than {self._megabytes:g} MB")
            return
        try:
            content = json.loads(bytes(message["packed"]))
        except (ValueError, RecursionError):
            return
        if type(content) is not dict or _deeper_than(content, _MAX_NESTING):
            return  # nothing shows it, and much stumbles over it
        if kind == "status":
            self.done = content.get("execution_state") == "idle"
        elif kind in ("stream", "display_data", "execute_result", "error"):
            # lone surrogates, which nobody can write to a file, become question marks
            data = json.dumps(content, default=str, ensure_ascii=False).encode("utf-8", "replace")
            message = {"header": {"msg_type": kind}, "content": json.loads(data)}
            content, size = message["content"], len(data)
            self._room -= size
            self._add(message, kind, content)

    def _add(self, message: dict[str, Any], kind: str, content: dict[str, Any]) -> None:
        outputs = self._run.outputs
        if kind == "error":
            self._run.error = f"{content.get('ename')}: {content.get('evalue')}"[:_MAX_ERROR]
        if (
            kind == "stream"
            and outputs
            and outputs[-1].output_type == "stream"
            and outputs[-1].name == content.get("name")
        ):
            outputs[-1].text += str(content.get("text", ""))
            return
        try:
            output = nbformat.v4.output_from_msg(message)
            nbformat.v4.nbbase.validate(output, ref="output")
        except (LookupError, TypeError, ValueError, AttributeError, nbformat.ValidationError):
            return  # not an output Jupyter knows: not shown
        outputs.append(output)

    def finish(self) -> CellRun:
        """Return the run; only after :attr:`done`."""
        self._run.megabytes = self._megabytes - self._room / 2**20
        if self._run.why:
            text = [f"Stopped: {self._run.why}"]
            self._run.outputs.append(
                nbformat.v4.new_output(
                    "error", ename="Stopped", evalue=self._run.why, traceback=text
                )
            )
            self._run.error = self._run.error or f"Stopped: {self._run.why}"
        return self._run
