"""Outputs leave the kernel from the thread that makes them, in place of one that ipykernel keeps for that.

A graded kernel has one reader and runs one cell at a time. To hand each message to a thread, and to wait
for it at each end of a cell, took more processor time than most cells of a notebook.
"""

from __future__ import annotations

import contextlib
import signal
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

from ipykernel import iostream, kernelapp
from traitlets.config import Config

_PIECE = 2**18  # characters
_SOON = 0.2  # seconds, after which what was written is sent at the latest


class Publisher(iostream.IOPubThread):
    """Sends at once, by whoever asks: its thread is never started.

    It does not collect the outputs of forked children: that wants a TCP port.
    """

    def __init__(self, socket: Any, pipe: bool = False, session: Any = False) -> None:
        super().__init__(socket, pipe=False, session=session)
        socket.xpub_nodrop = True  # who makes more than is taken waits; nothing is dropped
        self._sending = threading.RLock()
        self._later: list[Callable[[], None]] = []
        self._wanted = threading.Event()
        self._timer: threading.Thread | None = None

    def start(self) -> None:
        """Start nothing."""

    def _setup_event_pipe(self) -> None:
        """Set up nothing: no thread waits for events."""

    def _setup_xpub_listener(self) -> None:
        """Set up nothing: subscribers are not greeted."""

    def _really_send(self, msg: Any, *args: Any, **kwargs: Any) -> None:
        """Send one message whole: neither another thread nor an interrupt comes in between."""
        with _undisturbed(), self._sending:
            super()._really_send(msg, *args, **kwargs)

    def soon(self, act: Callable[[], None]) -> None:
        """Call ``act`` a moment from now, in a thread that is started when it is first needed."""
        self._later.append(act)
        if self._timer is None:
            self._timer = threading.Thread(target=self._act, name="IOPub", daemon=True)
            self._timer.start()
        self._wanted.set()

    def _act(self) -> None:
        while self._wanted.wait():
            time.sleep(_SOON)
            self._wanted.clear()
            while self._later:
                self._later.pop()()


@contextlib.contextmanager
def _undisturbed() -> Iterator[None]:
    """Let an interrupt wait until the end of the block. Only the main thread is ever interrupted."""
    usual = signal.getsignal(signal.SIGINT)
    if threading.current_thread() is not threading.main_thread() or not callable(usual):
        yield
        return
    missed: list[Any] = []
    signal.signal(signal.SIGINT, lambda *what: missed.append(what))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, usual)
        if missed:
            usual(*missed[0])


class PromptStream(iostream.OutStream):
    """Sends at once what is much: the grader drops enormous messages, and could not count them."""

    _waiting = 0  # characters since the last flush of ours
    _sent = 0.0  # when something was last sent for its age

    def write(self, string: str) -> int | None:
        """Write in pieces, and wait for each full one to be sent."""
        if type(string) is not str or len(string) < _PIECE - self._waiting:
            self._waiting += len(string)
            return super().write(string)
        for start in range(0, len(string), _PIECE):
            super().write(string[start : start + _PIECE])
            self.flush()
        self._waiting = 0
        return len(string)

    def _schedule_flush(self) -> None:
        """Send what was written if it has been a while; else see to it that somebody will."""
        if self._flush_pending:
            return
        now = time.monotonic()
        if now - self._sent > _SOON:
            self._sent = now
            self._flush()
        else:
            self._flush_pending = True
            self.pub_thread.soon(self._flush)


class Application(kernelapp.IPKernelApp):
    """ipykernel's, with cells handled by the thread that takes them: there are no subshells.

    It is told here what it is to do, and reads neither a command line nor files to find out.
    """

    outstream_class = "autograder.workers.publisher.PromptStream"
    capture_fd_output = False

    def parse_command_line(self, argv: Any = None) -> None:
        """Take what is known without one."""
        self.update_config(Config({"HistoryManager": {"enabled": False}}))

    def load_config_file(self, suppress_errors: Any = None) -> None:
        """Read no file."""

    def init_control(self, context: Any) -> None:
        """Set up the control channel, and no thread for the shell channel."""
        super().init_control(context)
        self.shell_channel_thread = None
