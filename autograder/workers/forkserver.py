"""The grader's end of the warm parent: start it, ask it for confined processes, end them.

    grader ── request ──► warm parent ── fork ──► keeper ── fork ──► init ── fork ──► worker

The *warm parent* has imported what notebooks need (``warm``). The *keeper* stays outside the
sandbox: it watches memory, processes and the grader's end of the line, and when any of them says
so, ends everything. *init* is process 1 of the new tree (when it ends, the kernel ends the rest).
The *worker* confines itself and becomes a kernel or a verifier.
"""

from __future__ import annotations

import atexit
import contextlib
import functools
import json
import os
import select
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from autograder.errors import SandboxUnavailable
from autograder.limits import Limits
from autograder.sandbox.confine import Confinement, remove_tree, server_folder
from autograder.workers.importing import BOOTSTRAP, search_path
from autograder.workers.preload import DEFAULT_PRELOAD

_ANSWER_SECONDS = 5.0  # a keeper has little to do, and a higher priority
_TRIALS = 3  # of namespaces
_START_SECONDS = 180.0  # importing everything on a cold, busy machine


@dataclass(frozen=True)
class Ended:
    """How a confined process tree ended; ``why`` is empty when it ended by itself."""

    why: str
    exit_code: int | None
    cpu_seconds: float = 0.0  # used by the tree, as far as somebody could still ask
    ours: bool = False  # it was not the tree's own doing
    limit: str = ""  # that it exceeded: "memory", "processes", "disk", or none of these

    @property
    def killed(self) -> bool:
        """Whether the worker was killed and nobody says why: by itself, or from outside?"""
        return not self.why and self.exit_code == 128 + signal.SIGKILL


class ForkServer:
    """A handle on the warm parent: what :class:`Confined` asks for a process tree.

    ``preload`` names modules to import before the first fork. That takes seconds: who has other
    work meanwhile says ``wait=False`` and calls :meth:`wait_until_ready` later. ``base`` is where its
    folder is made, if not where temporary files are; nothing is imported from folders ``apart``.
    """

    def __init__(
        self,
        preload: tuple[str, ...] = DEFAULT_PRELOAD,
        *,
        wait: bool = True,
        base: str = "",
        apart: tuple[str, ...] = (),
    ) -> None:
        self._folder = server_folder(base)
        self.address = os.path.join(self._folder, "forkserver")
        path = os.pathsep.join(search_path(apart))
        self._command = [sys.executable, "-P", "-c", BOOTSTRAP, path, self.address, *preload]
        self._errors = os.path.join(self._folder, "errors")
        self._lock = threading.Lock()
        self._ready = False
        self._start()
        if wait:
            self.wait_until_ready()

    def _start(self) -> None:
        ours, theirs = os.pipe()
        with open(self._errors, "wb") as errors:  # libraries chatter; it matters only on failure
            self._process = subprocess.Popen(
                self._command,
                stdin=ours,
                stdout=subprocess.PIPE,
                stderr=errors,
                env=_clean_environment(self.address),
                start_new_session=True,
            )
        os.close(ours)
        self._lifeline = theirs

    def _start_again_when_killed(self) -> None:
        """Replace a fork server that somebody killed; who wants to fork waits for the new one."""
        while self._process.wait() == -signal.SIGKILL and self._replaced():
            continue
        with self._lock:
            if self._lifeline >= 0:  # it does not start any more: nobody shall wait for it
                remove_tree(self._folder)

    def _replaced(self) -> bool:
        """Start it again, unless it was closed."""
        with self._lock:
            if self._lifeline < 0:
                return False
            os.close(self._lifeline)
            if self._process.stdout:
                self._process.stdout.close()
            with contextlib.suppress(FileNotFoundError):
                os.unlink(self.address)
            self._start()
            return True

    def wait_until_ready(self) -> None:
        """Return when it takes orders. Raises :class:`SandboxUnavailable` if it never will."""
        if self._ready:
            return
        while not (listening := self._listens()) and self._process.poll() == -signal.SIGKILL:
            self._replaced()
        if not listening:
            said = Path(self._errors).read_text(errors="replace").strip().splitlines()
            self.close()
            last = said[-1] if said else "it said nothing"
            raise SandboxUnavailable(
                f"the fork server did not start ({last}): check the preload list"
            )
        self._ready = True
        threading.Thread(target=self._start_again_when_killed, daemon=True).start()

    def _listens(self) -> bool:
        stdout = self._process.stdout
        assert stdout is not None
        ready, _, _ = select.select([stdout], [], [], _START_SECONDS)
        if ready and stdout.readline() == b"ready\n":
            return True
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(1.0)  # it has hung up: it is ending
        return False

    @property
    def closed(self) -> bool:
        """Whether it was told to end, as a run does that is broken off."""
        return self._lifeline < 0

    def close(self) -> None:
        """End the fork server and every process it started."""
        with self._lock:
            if self._lifeline >= 0:
                os.close(self._lifeline)
                self._lifeline = -1
        if not self._ready:  # it still imports, and has no children
            self._process.kill()
        if self._process.poll() is None:
            try:
                self._process.wait(10)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
        if self._process.stdout:
            self._process.stdout.close()
        remove_tree(self._folder)


class ForkServers:
    """The fork servers of one run over several assignments; a context manager that ends them.

    Assignments that import the same share one, so that TensorFlow is imported once.
    """

    def __init__(self) -> None:
        self._servers: dict[frozenset[str], ForkServer] = {}

    def __enter__(self) -> ForkServers:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End them, and every process they started."""
        for server in self._servers.values():
            server.close()

    def start(self, preload: tuple[str, ...]) -> ForkServer:
        """Return one that has imported ``preload`` or is about to: see its ``wait_until_ready``.

        It may have imported more than that, but not TensorFlow, which makes each fork dearer.
        """
        wanted = frozenset(preload)
        for imported, server in self._servers.items():
            dearer = "tensorflow" in imported - wanted
            if wanted <= imported and not dearer and not server.closed:
                return server
        self._servers[wanted] = ForkServer(preload, wait=False)
        return self._servers[wanted]


def _clean_environment(address: str) -> dict[str, str]:
    """Return the environment of confined processes: nothing of the grader's own but a mark."""
    return {
        "AUTOGRADER": address,
        "PATH": os.pathsep.join([os.path.dirname(sys.executable), "/usr/bin", "/bin"]),
        "LANG": "C.UTF-8",
        "MPLBACKEND": "module://matplotlib_inline.backend_inline",
        "PYTHONHASHSEED": "0",
        "PYTHONDONTWRITEBYTECODE": "1",
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
        "MKL_NUM_THREADS": "1",
        "TF_NUM_INTRAOP_THREADS": "1",
        "TF_NUM_INTEROP_THREADS": "1",
        "TF_CPP_MIN_LOG_LEVEL": "3",
        "TF_ENABLE_ONEDNN_OPTS": "0",  # as in the course's lib: the same digits on every processor
        "CUDA_VISIBLE_DEVICES": "-1",
        "SDL_VIDEODRIVER": "dummy",
    }


@functools.lru_cache(maxsize=4)
def shared(preload: tuple[str, ...] = DEFAULT_PRELOAD) -> ForkServer:
    """Return this process's fork server for ``preload``, started at the first call."""
    server = ForkServer(preload)
    atexit.register(server.close)
    return server


def _connected(address: str) -> socket.socket:
    """Connect to a fork server; wait for one that is being started anew, but not for a closed one."""
    deadline = time.monotonic() + _START_SECONDS
    while True:
        sock = socket.socket(socket.AF_UNIX)
        try:
            sock.connect(address)
        except (FileNotFoundError, ConnectionRefusedError):
            sock.close()
            if time.monotonic() > deadline or not os.path.isdir(os.path.dirname(address)):
                raise
            time.sleep(0.05)
        else:
            return sock


class Confined:
    """One confined process tree, as its grader sees it.

    Closing it, or the end of the grader however violent, ends the tree.
    """

    def __init__(
        self, address: str, role: str, confinement: Confinement, *descriptors: int
    ) -> None:
        self._line, theirs = socket.socketpair()
        request = {
            "role": role,
            "confinement": {**asdict(confinement), "limits": asdict(confinement.limits)},
        }
        with theirs, _connected(address) as sock:
            socket.send_fds(sock, [json.dumps(request).encode()], [theirs.fileno(), *descriptors])
            sock.shutdown(socket.SHUT_WR)
            sock.recv(1)  # the server has forked, and the descriptors are its child's now
        self._buffer = b""
        self.layers: tuple[str, ...] = ()
        self.ended: Ended | None = None
        self.times: list[float] = []  # processor time used: the keeper's answers, in order
        self._times_asked = 0

    def wait_until_confined(self, seconds: float) -> None:
        """Return when the sandbox is in force. Raises :class:`SandboxUnavailable`."""
        deadline = time.monotonic() + seconds
        while not self.layers and self.ended is None and time.monotonic() < deadline:
            self._listen(deadline - time.monotonic())
        if not self.layers:
            why = self.ended.why if self.ended else "no answer"
            raise SandboxUnavailable(f"the sandbox could not be set up: {why}")

    def poll(self, seconds: float = 0.0) -> Ended | None:
        """Return how the tree ended, or None if it has not within ``seconds``."""
        deadline = time.monotonic() + seconds
        while self._listen(max(0.0, deadline - time.monotonic())):
            continue
        return self.ended

    def _listen(self, seconds: float) -> bool:
        """Read what the keeper says, waiting at most ``seconds``; False when it said nothing."""
        if self.ended is not None or not select.select([self._line], [], [], seconds)[0]:
            return False
        try:
            data = self._line.recv(65536)
        except ConnectionError:
            data = b""
        if not data:
            self.ended = Ended("its keeper was ended from outside", None, ours=True)
        *lines, self._buffer = (self._buffer + data).split(b"\n")
        for line in lines:
            self._note(json.loads(line))
        return True

    def _note(self, message: dict[str, Any]) -> None:
        if "layers" in message:
            self.layers = tuple(message["layers"])
        if "used" in message:
            self.times.append(message["used"])
        if "ended" in message:
            used = message.get("cpu_seconds", 0.0)
            ours = message.get("ours", False)
            limit = message.get("limit", "")
            self.ended = Ended(message["ended"], message["exit_code"], used, ours, limit)

    def ask_for_time(self) -> int:
        """Ask how much processor time the tree has used; return where in :attr:`times` it will stand."""
        self._send(b"T")
        self._times_asked += 1
        return self._times_asked - 1

    def cpu_seconds(self) -> float:
        """Return the processor time the tree has used so far, as far as somebody can tell."""
        place, deadline = self.ask_for_time(), time.monotonic() + _ANSWER_SECONDS
        while len(self.times) <= place and self.ended is None and time.monotonic() < deadline:
            self._listen(deadline - time.monotonic())
        known = [*self.times[-1:], self.ended.cpu_seconds if self.ended else 0.0]
        return max(known)

    def interrupt(self) -> None:
        """Send the worker what Ctrl-C would."""
        self._send(b"I")

    def kill(self) -> None:
        """End the tree and wait until it is gone."""
        self._send(b"K")
        self.poll(10.0)

    def _send(self, command: bytes) -> None:
        if self.ended is None:
            with contextlib.suppress(OSError):  # the keeper has just ended: nothing left to tell
                self._line.sendall(command)

    def close(self) -> None:
        """End the tree if it still runs, and release the line to it."""
        self.kill()
        self._line.close()
        self.ended = self.ended or Ended("it was closed", None)


@functools.lru_cache(maxsize=8)
def support(address: str) -> tuple[bool, str]:
    """Say whether namespaces work here, and if not, why. Costs one fork and some mounts."""
    for _ in range(_TRIALS):  # a layer is not given up for one mishap
        works, why = _try(address, namespaces=True)
        if works:
            break
    return works, why


def namespaces_for(address: str) -> bool:
    """Say whether to use namespaces. Raises :class:`SandboxUnavailable` where nothing works without them."""
    if support(address)[0]:
        return True
    works, why = _try(address, namespaces=False)
    if not works:
        raise SandboxUnavailable(why)
    return False


def _try(address: str, *, namespaces: bool) -> tuple[bool, str]:
    with tempfile.TemporaryDirectory(prefix="trial-", dir=os.path.dirname(address)) as folder:
        confinement = Confinement(Limits(), folder, namespaces=namespaces)
        confinement.make_folders()
        tree = Confined(address, "nothing", confinement)
        try:
            tree.wait_until_confined(30)
        except SandboxUnavailable as error:
            return False, str(error)
        finally:
            tree.close()
    return True, ""
