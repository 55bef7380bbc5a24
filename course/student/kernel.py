"""A plain kernel for code that its own author runs on their own machine: no sandbox."""

from __future__ import annotations

import queue
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

from jupyter_client import KernelManager
from jupyter_client.kernelspec import KernelSpecManager


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

    def run(self, code: str, seconds: float) -> Failure | None:
        """Run one cell and return its error, if any. Raises ``KernelGone``."""
        deadline = time.monotonic() + seconds
        request = self._client.execute(code, allow_stdin=False, stop_on_error=False)
        failure = None
        while True:
            try:
                message = self._client.get_iopub_msg(timeout=0.2)
            except queue.Empty:
                if not self._manager.is_alive():
                    raise KernelGone("ended Python itself: sys.exit, or out of memory?") from None
                message = {}
            if time.monotonic() > deadline:
                raise KernelGone(f"did not end within {seconds:g} s: a loop?")
            if message.get("parent_header", {}).get("msg_id") != request:
                continue
            content = message["content"]
            if message["msg_type"] == "error":
                failure = Failure(content["ename"], content["evalue"])
            elif message["msg_type"] == "status" and content["execution_state"] == "idle":
                return failure
