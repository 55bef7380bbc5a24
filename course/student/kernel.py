"""A plain kernel for code that its own author runs on their own machine: no sandbox."""

from __future__ import annotations

import queue
import re
import shlex
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil
from jupyter_client import KernelManager
from jupyter_client.kernelspec import KernelSpecManager

AT_LINE = re.compile(r"^-+> *\d+ (.*)", re.MULTILINE)  # in IPython's tracebacks, without colours
COLOURS = re.compile(r"\x1b\[[0-9;]*m")
BUSY = 0.1  # of the time: who uses less of the processor waits for something
_INTERRUPTED_SECONDS = 2.0  # until it has said where it was
_WIDTH = 100  # of what is quoted


@dataclass(frozen=True)
class Failure:
    """What a cell ended with, when it did not end well; ``name`` is the exception's class."""

    name: str
    text: str


class KernelGone(Exception):
    """The kernel is of no use any more; the message tells the author of the cell why."""


class OwnKernel:
    """A fresh kernel of this Python, gone when the block ends."""

    def __init__(self, folder: Path) -> None:
        # No other kernels: a stale `python3` in the home folder must not be picked up.
        specs = KernelSpecManager(kernel_dirs=[])
        self._manager = KernelManager(kernel_name="python3", kernel_spec_manager=specs)
        self._folder = folder

    def __enter__(self) -> OwnKernel:
        # What the kernel itself mutters is not for students.
        self._manager.start_kernel(cwd=str(self._folder), stderr=subprocess.DEVNULL)
        self._client = self._manager.client()
        try:
            self._client.start_channels()
            self._client.wait_for_ready(timeout=60)
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self._client.stop_channels()
        self._manager.shutdown_kernel(now=True)

    def run(self, code: str, seconds: float) -> tuple[Failure | None, str]:
        """Run one cell; return its error, if any, and what its last line shows. Raises ``KernelGone``."""
        deadline = time.monotonic() + seconds
        before, printed, shown = self._cpu_seconds(), "", ""
        request = self._client.execute(code, allow_stdin=False, stop_on_error=False)
        failure = None
        while True:
            message = self._message_about(request)
            content = message.get("content", {})
            if message.get("msg_type") == "stream":
                printed = (printed + content["text"])[-1000:]
            elif message.get("msg_type") == "error":
                failure = Failure(content["ename"], content["evalue"])
            elif message.get("msg_type") == "execute_result":
                shown = content["data"].get("text/plain", "")
            elif content.get("execution_state") == "idle":
                return failure, shown
            if time.monotonic() > deadline:
                idle = self._cpu_seconds() - before < BUSY * seconds
                raise KernelGone(self._why_it_runs(request, seconds, printed, idle=idle))

    def _message_about(self, request: str) -> dict[str, Any]:
        """Return the next message that belongs to a request, or an empty one if none came."""
        try:
            message = self._client.get_iopub_msg(timeout=0.2)
        except queue.Empty:
            if not self._manager.is_alive():
                raise KernelGone("ended Python itself: sys.exit, or out of memory?") from None
            return {}
        return message if message["parent_header"].get("msg_id") == request else {}

    def _why_it_runs(self, request: str, seconds: float, printed: str, *, idle: bool) -> str:
        """Say what a cell that does not end is doing: a program, a pause, or a loop."""
        said = f"did not end within {seconds:g} s"
        program, where = self._program(), self._where(request)
        last = [line for line in COLOURS.sub("", printed).splitlines() if line.strip()][-1:]
        if program:
            said += f": it waited for the program `{_short(program)}`"
            said += (
                f", whose last words are “{_short(last[0])}”" if last else ", which said nothing"
            )
            if "install" in program or "download" in program:
                said += ". Is there a network? What is installed once, in a terminal, needs no cell"
        elif idle:
            said += f": it computed nothing, and waited in `{where}`" if where else ": it waited"
        else:
            said += f": a loop? It was at `{where}`" if where else ": a loop?"
        return said

    def _where(self, request: str) -> str:
        """Interrupt the cell; return the line it was at, or nothing if it goes on all the same."""
        self._manager.interrupt_kernel()
        deadline = time.monotonic() + _INTERRUPTED_SECONDS
        while time.monotonic() < deadline:
            try:
                message = self._message_about(request)
            except KernelGone:  # the interruption was too much for it
                return ""
            if message.get("msg_type") == "error":
                told = COLOURS.sub("", "\n".join(message["content"]["traceback"]))
                at = AT_LINE.search(told)
                return _short(at[1].strip()) if at else ""
        return ""

    @property
    def _process(self) -> psutil.Process:
        return psutil.Process(self._manager.provisioner.pid)

    def _cpu_seconds(self) -> float:
        try:
            used = self._process.cpu_times()
        except psutil.Error:  # it has just ended, which the next message tells
            return 0.0
        return used.user + used.system

    def _program(self) -> str:
        """Return the command of the program that the kernel waits for, or nothing."""
        try:
            commands = [child.cmdline() for child in self._process.children()]
        except psutil.Error:  # it has just ended, or is not ours to look at
            return ""
        words = next(filter(None, commands), [])
        if "-c" in words[:-1] and Path(words[0]).name in ("sh", "bash", "zsh"):
            return words[-1]
        return shlex.join([Path(word).name if word[:1] == "/" else word for word in words])


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _WIDTH else text[: _WIDTH - 1] + "…"
