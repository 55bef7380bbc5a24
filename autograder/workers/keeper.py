"""The process that stands between the grader and a confined tree, and the first of that tree.

The *keeper* watches from outside: memory, processes, time, and whether the grader is still there.
*init* sets the stage, forks the worker and reaps orphans; when it ends, the kernel ends the rest.
"""

from __future__ import annotations

import contextlib
import itertools
import json
import os
import select
import signal
import socket
import tempfile
import time
from typing import Any

from autograder.sandbox import confine, linux
from autograder.sandbox.confine import Confinement, remove_tree
from autograder.sandbox.processes import (
    children,
    confine_to_core,
    cpu_seconds,
    descendants,
    disk_mb,
    memory_mb,
    sockets_mb,
    threads,
)
from autograder.verdict import UNCONFINED
from autograder.workers import roles

_TICK = 0.1  # seconds between two looks at the process tree
_DISK_TICKS = 3  # between two looks at its files
_DISK_SPARE = 1.25  # a single file ends at the limit itself, and that is an error one can handle
_KEEPER_PRIORITY = -10  # it works little, but when it must, it must
_SERVER_ENDED = "the fork server ended"
_SPARE_SECONDS = 30.0  # beyond a notebook's time, for starting and ending
_ONE_CORE = 1.3  # seconds of processor time in a second: who uses more computes on several
_ALONE = 2  # processes of a tree that has started none: init and the worker


class Keeper:
    """Starts the process tree, watches it, ends it, and says how it ended."""

    def __init__(self, confinement: Confinement, line: socket.socket) -> None:
        self._confinement = confinement
        self._line = line
        self._init = -1
        self._abandoned = False
        self._limit = ""  # that was exceeded
        self._role = ""
        cores = sorted(os.sched_getaffinity(0))
        self._core = cores[os.getpid() % len(cores)]  # for a tree that would take more than one
        self._on_one_core = False
        self._seen = (time.monotonic(), 0.0)  # when the tree had used how much processor time
        self._ticks = itertools.count(1)

    def run(self, role: str, descriptors: list[int]) -> None:
        """Do all of it, in a process of its own that ends here."""
        why, ours = "", True
        try:
            os.setsid()
            linux.become_subreaper()
            self._role = role
            try:
                os.setpriority(os.PRIO_PROCESS, 0, _KEEPER_PRIORITY)
            except PermissionError:  # only some may, not all containers' root,
                self._on_one_core = os.geteuid() == 0  # who may not assign cores later either
            self._start(role, descriptors)
            why = self._watch()
            ours = why == _SERVER_ENDED
        except Exception as error:
            why = f"{type(error).__name__}: {error}"
        finally:
            try:
                self._finish(why, ours)
            finally:
                os._exit(0)

    def _finish(self, why: str, ours: bool) -> None:
        """End the tree and say how it ended. Nothing that the tree can do stops this."""
        used = cpu_seconds(descendants(self._init)) if self._init >= 0 else 0.0
        code = self._end_all()
        if self._abandoned or why == _SERVER_ENDED:  # nobody else may be left to clear up
            remove_tree(self._confinement.folder)
        ours = ours or (not why and code is not None and code < 0)  # somebody killed init
        ended = {"ended": why, "exit_code": code, "limit": self._limit}
        self._tell({**ended, "cpu_seconds": used, "ours": ours})

    def _start(self, role: str, descriptors: list[int]) -> None:
        confinement = self._confinement
        lease = confine.UserLease() if os.geteuid() == 0 and confinement.confined else None
        uid = lease.uid if lease else os.geteuid()
        self._lease = lease
        if lease:
            for path in (confinement.scratch, confinement.sockets):
                _give(path, uid)
        if confinement.confined and confinement.namespaces:
            confine.enter_namespaces(uid)
        self._init = os.fork()
        if self._init == 0:
            if role == "kernel" and self._on_one_core:
                os.sched_setaffinity(0, {self._core})
            _Init(confinement, uid, self._line).run(role, descriptors)
        for descriptor in descriptors:
            os.close(descriptor)

    def _watch(self) -> str:
        limits = self._confinement.limits
        seconds = limits.patience * limits.notebook_seconds
        deadline = time.monotonic() + seconds + _SPARE_SECONDS
        ends = os.pidfd_open(self._init)
        server = os.getppid()
        look = time.monotonic() + _TICK  # at the tree, which takes time: not for each command
        while True:
            wait = max(0.0, look - time.monotonic())
            ready, _, _ = select.select([self._line, ends], [], [], wait)
            if self._line in ready:
                command = self._line.recv(64)
                self._abandoned = not command
                if not command or b"K" in command:
                    return "ended by the grader"
                if b"I" in command:
                    self._interrupt()
                for _ in range(command.count(b"T")):
                    self._tell({"used": cpu_seconds(descendants(self._init))})
            if ends in ready:
                return ""
            if time.monotonic() < look:
                continue
            if os.getppid() != server:
                return _SERVER_ENDED
            tree = descendants(os.getpid())[1:]  # orphans of a tree without namespaces are ours
            if self._exceeded(tree):
                return self._too_much()
            if self._role == "kernel":
                self._leave_cores_to_others(tree)
            if time.monotonic() > deadline:
                return f"more than {seconds:.0f} s in all"
            look = time.monotonic() + _TICK

    def _leave_cores_to_others(self, tree: list[int]) -> None:
        """Keep a tree that computes in several processes or threads on one core.

        Who computes in one is left to the scheduler, which knows best. Who was once kept stays so:
        what it starts is born there, and the filter lets nobody move away.
        """
        (then, before), (now, used) = self._seen, (time.monotonic(), cpu_seconds(tree))
        if now - then >= _TICK:
            self._seen = (now, used)
            self._on_one_core |= (used - before) / (now - then) > _ONE_CORE
        self._on_one_core |= len(tree) > _ALONE
        if self._on_one_core:
            confine_to_core(tree, self._core)

    def _exceeded(self, tree: list[int]) -> bool:
        """Say whether the tree holds more than it may, and note of what."""
        limits, self._limit = self._confinement.limits, ""
        room = limits.memory_mb
        if self._confinement.namespaces:  # else its network is everybody's
            room -= sockets_mb(self._init)
        if sum(map(threads, tree)) > limits.processes:
            self._limit = "processes"
        elif memory_mb(tree, room) > room:
            self._limit = "memory"
        elif self._fills_the_disk(tree):
            self._limit = "disk"
        return bool(self._limit)

    def _too_much(self) -> str:
        limits = self._confinement.limits
        return {
            "processes": f"more than {limits.processes} processes and threads",
            "memory": f"more than {limits.memory_mb} MB of memory",
            "disk": f"more than {limits.disk_mb} MB in files",
        }[self._limit]

    def _fills_the_disk(self, tree: list[int]) -> bool:
        """Say whether files are too large or too many, where they don't lie in bounded memory."""
        confinement = self._confinement
        if confinement.namespaces or not confinement.confined or next(self._ticks) % _DISK_TICKS:
            return False
        limit = _DISK_SPARE * confinement.limits.disk_mb
        return disk_mb(confinement.scratch, tree, limit) > limit

    def _interrupt(self) -> None:
        for pid in children(self._init)[:1]:
            with contextlib.suppress(OSError):
                os.kill(pid, signal.SIGINT)

    def _end_all(self) -> int | None:
        """End every descendant, reap them, and return init's exit code."""
        if self._init < 0:
            return None
        code: int | None = None
        while True:  # orphans become our children, so this ends when nobody is left
            for number in (signal.SIGSTOP, signal.SIGKILL):  # who is stopped can't fork meanwhile
                for pid in descendants(os.getpid())[1:]:
                    with contextlib.suppress(OSError):  # it has just ended
                        os.kill(pid, number)
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
        """Live as long as the worker, and no longer."""
        code = 70
        try:
            linux.die_with_parent(signal.SIGKILL)
            if os.getpriority(os.PRIO_PROCESS, 0) < 0:  # the keeper's; an ordinary user has none
                os.setpriority(os.PRIO_PROCESS, 0, 0)
            _close_all_but({0, 1, 2, self._line.fileno(), *descriptors})
            if self._confinement.confined and self._confinement.namespaces:
                confine.build_root(self._confinement, self._uid)
                self._confinement = self._confinement.within
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
        """Confine this process and become what was asked for.

        The grader is told through ``ready``, before any student's byte is read; what goes wrong
        until then is ours, and told as well.
        """
        code = 70

        def ready() -> None:
            self._line.sendall(json.dumps({"layers": layers}).encode() + b"\n")
            self._line.close()

        try:
            linux.die_with_parent(signal.SIGKILL)
            signal.signal(signal.SIGINT, signal.default_int_handler)
            _fresh_streams()
            if self._confinement.confined:
                layers = confine.confine(self._confinement, self._uid)
            else:
                layers = [UNCONFINED]
                os.chdir(self._confinement.scratch)
            _at_home(self._confinement.scratch)
            roles.ROLES[role](self._confinement, ready, *descriptors)
            code = 0
        except (Exception, SystemExit) as error:
            if self._line.fileno() >= 0:
                self._fail(error)
            elif isinstance(error, SystemExit) and isinstance(error.code, int):
                code = error.code
        finally:
            os._exit(code)

    def _fail(self, error: BaseException) -> None:
        message = {"ended": f"{type(error).__name__}: {error}", "exit_code": None}
        with contextlib.suppress(OSError):
            self._line.sendall(json.dumps(message).encode() + b"\n")


def _close_all_but(kept: set[int]) -> None:
    """Close what was inherited and is nobody's business in the sandbox."""
    for descriptor in [int(name) for name in os.listdir("/proc/self/fd")]:
        if descriptor not in kept:
            with contextlib.suppress(OSError):  # the one that listed the folder
                os.close(descriptor)


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
            code = os.waitstatus_to_exitcode(status)
            return code if code >= 0 else 128 - code  # as a shell says by which signal it ended


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
