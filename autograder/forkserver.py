"""The warm parent: a process that has imported what notebooks need and forks on request.

    grader ── request ──► fork server ── fork ──► keeper ── fork ──► init ── fork ──► worker

The *keeper* stays outside the sandbox: it watches memory, processes and the grader's end of the
line, and when any of them says so, ends everything. *init* is process 1 of the new tree (when it
ends, the kernel ends the rest). The *worker* confines itself and becomes a kernel or a verifier.

Nothing secret passes through the fork server, so nothing secret can be inherited from it: test
cells travel through a descriptor that only the worker reads.
"""

from __future__ import annotations

import atexit
import contextlib
import functools
import importlib
import json
import os
import random
import select
import shutil
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

from autograder import linux, sandbox
from autograder.errors import SandboxUnavailable
from autograder.limits import Limits
from autograder.sandbox import Confinement

DEFAULT_PRELOAD = ("ipykernel.kernelapp", "numpy", "scipy.stats", "matplotlib.pyplot", "cloudpickle")
_TICK = 0.1  # seconds between two looks at the memory of a process tree
_KEEPER_PRIORITY = -10  # it works little, but when it must, it must
_SAMPLED = 6  # processes whose memory is measured exactly
_START_SECONDS = 180.0  # importing everything on a cold, busy machine


@dataclass(frozen=True)
class Ended:
    """How a confined process tree ended; ``why`` is empty when it ended by itself."""

    why: str
    exit_code: int | None


# ---------------------------------------------------------------- the grader's side


class ForkServer:
    """A handle on the warm parent. Start it once, :meth:`spawn` from any thread or process.

    ``preload`` names modules to import before the first fork.
    """

    def __init__(self, preload: tuple[str, ...] = DEFAULT_PRELOAD) -> None:
        self._folder = tempfile.mkdtemp(prefix="autograder-")
        self.address = os.path.join(self._folder, "forkserver")
        ours, theirs = os.pipe()
        command = [sys.executable, "-m", "autograder.forkserver", self.address, *preload]
        self._process = subprocess.Popen(
            command,
            stdin=ours,
            stdout=subprocess.PIPE,
            env=_clean_environment(),
            start_new_session=True,
        )
        os.close(ours)
        self._lifeline = theirs
        self._lock = threading.Lock()
        self._wait_until_it_listens()

    def _wait_until_it_listens(self) -> None:
        stdout = self._process.stdout
        assert stdout is not None
        ready, _, _ = select.select([stdout], [], [], _START_SECONDS)
        if not ready or stdout.readline() != b"ready\n":
            self.close()
            raise SandboxUnavailable(
                "the fork server did not start: see the error above; check the preload list"
            )

    def close(self) -> None:
        """End the fork server and every process it started."""
        with self._lock:
            if self._lifeline >= 0:
                os.close(self._lifeline)
                self._lifeline = -1
        if self._process.poll() is None:
            try:
                self._process.wait(10)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
        if self._process.stdout:
            self._process.stdout.close()
        shutil.rmtree(self._folder, ignore_errors=True)


def _clean_environment() -> dict[str, str]:
    """Return the environment of confined processes: nothing of the grader's own."""
    return {
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
        "CUDA_VISIBLE_DEVICES": "-1",
        "SDL_VIDEODRIVER": "dummy",
    }


@functools.lru_cache(maxsize=4)
def shared(preload: tuple[str, ...] = DEFAULT_PRELOAD) -> ForkServer:
    """Return this process's fork server for ``preload``, started at the first call."""
    server = ForkServer(preload)
    atexit.register(server.close)
    return server


class Confined:
    """One confined process tree, as its grader sees it.

    Closing it, or the end of the grader however violent, ends the tree.
    """

    def __init__(self, address: str, role: str, confinement: Confinement, *descriptors: int) -> None:
        self._line, theirs = socket.socketpair()
        request = {
            "role": role,
            "confinement": {**asdict(confinement), "limits": asdict(confinement.limits)},
        }
        with socket.socket(socket.AF_UNIX) as sock, theirs:
            sock.connect(address)
            socket.send_fds(
                sock, [json.dumps(request).encode()], [theirs.fileno(), *descriptors]
            )
            sock.shutdown(socket.SHUT_WR)
            sock.recv(1)  # the server has forked, and the descriptors are its child's now
        self._buffer = b""
        self.layers: tuple[str, ...] = ()
        self.ended: Ended | None = None

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
            self.ended = Ended("its keeper was ended from outside", None)
        *lines, self._buffer = (self._buffer + data).split(b"\n")
        for line in lines:
            self._note(json.loads(line))
        return True

    def _note(self, message: dict[str, Any]) -> None:
        if "layers" in message:
            self.layers = tuple(message["layers"])
        if "ended" in message:
            self.ended = Ended(message["ended"], message["exit_code"])

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


@functools.lru_cache(maxsize=8)
def support(address: str) -> tuple[bool, str]:
    """Say whether namespaces work here, and if not, why. Costs one fork and some mounts."""
    with tempfile.TemporaryDirectory(prefix="autograder-") as folder:
        confinement = Confinement(Limits(), folder)
        confinement.make_folders()
        tree = Confined(address, "nothing", confinement)
        try:
            tree.wait_until_confined(30)
        except SandboxUnavailable as error:
            return False, str(error)
        finally:
            tree.close()
    return True, ""


# ---------------------------------------------------------------- the fork server's side


def _serve(address: str, preload: list[str]) -> None:
    for name in preload:
        try:
            importlib.import_module(name)
        except ImportError as error:
            raise SystemExit(f"autograder: can't preload {name!r}: {error}") from None
    from autograder import agent, roles, verifier  # noqa: F401, PLC0415 - forked with the rest

    if threading.active_count() > 1:
        names = ", ".join(t.name for t in threading.enumerate())
        raise SystemExit(f"autograder: preloading left threads running ({names}); can't fork safely")
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(address)
    os.chmod(address, 0o600)
    listener.listen(64)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # keepers are reaped by the kernel
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    sys.stdout.buffer.write(b"ready\n")
    sys.stdout.buffer.flush()
    while True:
        ready, _, _ = select.select([listener, 0], [], [])
        if 0 in ready:
            return  # the grader is gone; keepers notice it by their own lines
        connection, _ = listener.accept()
        with connection:
            if _forked(connection, listener):
                return


def _forked(connection: socket.socket, listener: socket.socket) -> bool:
    """Fork a keeper for one request. True in the child, once its work is done."""
    data, descriptors, _, _ = socket.recv_fds(connection, 2**20, 8)
    if not descriptors:
        return False
    if os.fork() != 0:
        for descriptor in descriptors:
            os.close(descriptor)
        connection.send(b".")
        return False
    listener.close()
    connection.close()
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    request = json.loads(data)
    fields = request["confinement"]
    fields["limits"] = Limits(**fields["limits"])
    fields["readable"] = tuple(fields["readable"])
    line, *rest = descriptors
    _Keeper(Confinement(**fields), socket.socket(fileno=line)).run(request["role"], rest)
    return True


class _Keeper:
    """Starts the process tree, watches it, ends it, and says how it ended."""

    def __init__(self, confinement: Confinement, line: socket.socket) -> None:
        self._confinement = confinement
        self._line = line
        self._init = -1

    def run(self, role: str, descriptors: list[int]) -> None:
        why, code = "", None
        try:
            os.setsid()
            linux.become_subreaper()
            if os.geteuid() == 0:
                os.setpriority(os.PRIO_PROCESS, 0, _KEEPER_PRIORITY)
            self._start(role, descriptors)
            why = self._watch()
        except Exception as error:
            why = f"{type(error).__name__}: {error}"
        finally:
            code = self._end_all()
            self._tell({"ended": why, "exit_code": code})
            os._exit(0)

    def _start(self, role: str, descriptors: list[int]) -> None:
        confinement = self._confinement
        lease = sandbox.UserLease() if os.geteuid() == 0 and confinement.confined else None
        uid = lease.uid if lease else os.geteuid()
        self._lease = lease
        if lease:
            for path in (confinement.scratch, confinement.sockets):
                _give(path, uid)
        if confinement.confined and confinement.namespaces:
            sandbox.enter_namespaces(uid)
        self._init = os.fork()
        if self._init == 0:
            _Init(confinement, uid, self._line).run(role, descriptors)
        for descriptor in descriptors:
            os.close(descriptor)

    def _watch(self) -> str:
        limits = self._confinement.limits
        deadline = time.monotonic() + limits.notebook_seconds + 30.0
        ends = os.pidfd_open(self._init)
        server = os.getppid()
        while True:
            ready, _, _ = select.select([self._line, ends], [], [], _TICK)
            if self._line in ready:
                command = self._line.recv(64)
                if not command or b"K" in command:
                    return "ended by the grader"
                self._interrupt()
            if ends in ready:
                return ""
            if os.getppid() != server:
                return "the fork server ended"
            tree = _descendants(self._init)
            if sum(map(_threads, tree)) > limits.processes:
                return f"more than {limits.processes} processes and threads"
            if _memory_mb(tree, limits.memory_mb) > limits.memory_mb:
                return f"more than {limits.memory_mb} MB of memory"
            if time.monotonic() > deadline:
                return f"more than {limits.notebook_seconds:.0f} s in all"

    def _interrupt(self) -> None:
        for pid in _children(self._init)[:1]:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGINT)

    def _end_all(self) -> int | None:
        """End every descendant, reap them, and return init's exit code."""
        if self._init < 0:
            return None
        code: int | None = None
        while True:  # orphans become our children, so this ends when nobody is left
            for pid in _children(os.getpid()):
                for each in (*_descendants(pid), pid):
                    with contextlib.suppress(ProcessLookupError):
                        os.kill(each, signal.SIGKILL)
            try:
                pid, status = os.wait()
            except ChildProcessError:
                return code
            if pid == self._init:
                code = os.waitstatus_to_exitcode(status)

    def _tell(self, message: dict[str, Any]) -> None:
        with contextlib.suppress(OSError):  # nobody listens any more
            self._line.sendall(json.dumps(message).encode() + b"\n")


class _Init:
    """Process 1 of the confined tree: sets the stage, forks the worker, reaps orphans."""

    def __init__(self, confinement: Confinement, uid: int, line: socket.socket) -> None:
        self._confinement = confinement
        self._uid = uid
        self._line = line

    def run(self, role: str, descriptors: list[int]) -> None:
        code = 70
        try:
            linux.die_with_parent(signal.SIGKILL)
            os.setpriority(os.PRIO_PROCESS, 0, 0)
            if self._confinement.confined and self._confinement.namespaces:
                sandbox.build_root(self._confinement, self._uid)
            worker = os.fork()
            if worker == 0:
                self._work(role, descriptors)
            self._line.close()
            for descriptor in descriptors:
                os.close(descriptor)
            code = _reap_until(worker)
        except Exception as error:
            self._fail(error)
        finally:
            os._exit(code)

    def _work(self, role: str, descriptors: list[int]) -> None:
        """Confine this process, tell the grader, and only then become what was asked for."""
        code = 70
        try:
            linux.die_with_parent(signal.SIGKILL)
            signal.signal(signal.SIGINT, signal.default_int_handler)
            _fresh_streams()
            if self._confinement.confined:
                layers = sandbox.confine(self._confinement, self._uid)
            else:
                layers = ["none (--unsafe-no-sandbox)"]
                os.chdir(self._confinement.scratch)
            _at_home(self._confinement.scratch)
            self._line.sendall(json.dumps({"layers": layers}).encode() + b"\n")
            self._line.close()
            from autograder import roles  # noqa: PLC0415 - already imported by the fork server

            roles.ROLES[role](self._confinement, *descriptors)
            code = 0
        except SystemExit as error:
            code = error.code if isinstance(error.code, int) else 0
        except Exception as error:
            if self._line.fileno() >= 0:
                self._fail(error)
            else:
                sys.excepthook(type(error), error, error.__traceback__)
        finally:
            os._exit(code)

    def _fail(self, error: Exception) -> None:
        message = {"ended": f"{type(error).__name__}: {error}", "exit_code": None}
        with contextlib.suppress(OSError):
            self._line.sendall(json.dumps(message).encode() + b"\n")


def _give(path: str, uid: int) -> None:
    """Make ``uid`` the owner of a folder the grader made, and of what is in it."""
    os.chown(path, uid, uid)
    for folder, names, files in os.walk(path):
        for name in (*names, *files):
            os.chown(os.path.join(folder, name), uid, uid, follow_symlinks=False)


def _reap_until(worker: int) -> int:
    while True:
        pid, status = os.wait()
        if pid == worker:
            return max(0, os.waitstatus_to_exitcode(status)) or (0 if status == 0 else 71)


def _fresh_streams() -> None:
    """Point standard input and output at nothing: what matters goes through Jupyter messages."""
    null = os.open("/dev/null", os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(null, descriptor)
    os.close(null)


def _at_home(scratch: str) -> None:
    """Make ``scratch`` the place where programs keep their files."""
    os.environ["HOME"] = os.environ["TMPDIR"] = scratch
    os.environ["MPLCONFIGDIR"] = os.environ["IPYTHONDIR"] = os.path.join(scratch, ".config")
    tempfile.tempdir = None


def _children(pid: int) -> list[int]:
    try:
        children = []
        for task in os.listdir(f"/proc/{pid}/task"):
            children += Path(f"/proc/{pid}/task/{task}/children").read_text().split()
        return [int(child) for child in children]
    except (FileNotFoundError, ProcessLookupError):
        return []


def _descendants(pid: int) -> list[int]:
    found, todo = [pid], [pid]
    while todo:
        below = _children(todo.pop())
        found += below
        todo += below
    return found


def _threads(pid: int) -> int:
    try:
        return len(os.listdir(f"/proc/{pid}/task"))
    except (FileNotFoundError, ProcessLookupError):
        return 0  # it has just ended


def _memory_mb(pids: list[int], enough: float) -> float:
    """Return the memory the processes hold together, in MB.

    Reading resident sizes is quick but counts shared pages once a process; only when that comes
    to more than ``enough`` are proportional sizes read, which count them once. That is slow, so of
    many processes the largest few and some others stand for all.
    """
    sizes = sorted(((_resident_mb(pid), pid) for pid in pids), reverse=True)
    resident = sum(size for size, _ in sizes)
    if resident <= enough:
        return resident
    largest, others = sizes[:_SAMPLED], sizes[_SAMPLED:]
    sampled = random.sample(others, min(_SAMPLED, len(others)))
    measured = sum(_proportional_mb(pid) for _, pid in largest)
    if sampled:
        measured += sum(_proportional_mb(p) for _, p in sampled) * len(others) / len(sampled)
    return measured


def _resident_mb(pid: int) -> float:
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    except (FileNotFoundError, ProcessLookupError, IndexError):
        return 0.0  # it has just ended
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def _proportional_mb(pid: int) -> float:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except (FileNotFoundError, ProcessLookupError):
        return 0.0
    except PermissionError:
        return _resident_mb(pid)
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024


if __name__ == "__main__":
    # the module that children import must be the one that runs here
    from autograder.forkserver import _serve as serve

    serve(sys.argv[1], sys.argv[2:])
