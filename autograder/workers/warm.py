"""The warm parent: imports what notebooks need, then forks confined processes on request.

It is started by ``forkserver`` through ``importing.BOOTSTRAP``, with an address and modules to import.
Nothing secret passes through it, so nothing secret can be inherited from it: test cells travel
through a descriptor that only the worker reads.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import json
import os
import select
import signal
import socket
import sys
from pathlib import Path

from autograder.exam import agent, verifier  # noqa: F401 - to be forked with the rest
from autograder.limits import Limits
from autograder.sandbox import linux
from autograder.sandbox.confine import Confinement, remove_tree, taken_uids
from autograder.sandbox.processes import parent
from autograder.workers import roles  # noqa: F401 - to be forked with the rest
from autograder.workers.keeper import Keeper

_AT_FIRST_USE = (  # what every kernel would import while it starts, plots or shows a traceback
    "IPython.core.completerlib",
    "IPython.core.debugger",
    "IPython.core.logger",
    "IPython.core.oinspect",
    "IPython.extensions.storemagic",
    "tornado.platform.asyncio",
    "matplotlib_inline.backend_inline",
    "matplotlib.backends.backend_agg",
    "PIL.features",
    "stack_data",
    "pygments.formatters.terminal256",
    "pygments.styles.default",
)


def serve(address: str, preload: list[str]) -> None:
    """Take orders at ``address`` until the grader at the other end of standard input is gone."""
    _do_without_debugger()
    gc.disable()  # imports make much and drop little: looking for it would take a sixth of the time
    for name in preload:
        if _abandoned(address):
            return
        try:
            importlib.import_module(name)
        except ImportError as error:
            raise SystemExit(f"can't preload {name!r}: {error}") from None
    for name in _AT_FIRST_USE:
        with contextlib.suppress(ImportError):  # of another version: imported when it is needed
            importlib.import_module(name)
    taken_uids()  # once, for all children
    gc.freeze()  # what is imported now stays shared between all children
    gc.enable()
    linux.gather_memory()
    threads = os.listdir("/proc/self/task")
    if len(threads) > 1:
        names = sorted(Path(f"/proc/self/task/{t}/comm").read_text().strip() for t in threads)
        raise SystemExit(f"preloading left threads running ({', '.join(names)}): can't fork safely")
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(address)
    os.chmod(address, 0o600)
    listener.listen(64)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    sys.stdout.buffer.write(b"ready\n")
    sys.stdout.buffer.flush()
    while True:
        select.select([listener, 0], [], [])
        _reap()
        if _abandoned(address):  # keepers notice it by their own lines
            return
        connection, _ = listener.accept()
        with connection:
            if _is_from_outside(connection) and _forked(connection, listener):
                return


def _abandoned(address: str) -> bool:
    """Say whether the grader is gone; then nobody else will remove the folder."""
    gone = bool(select.select([0], [], [], 0)[0])
    if gone:
        remove_tree(os.path.dirname(address))
    return gone


def _reap() -> None:
    """Take leave of keepers that have ended; the processor time they used then counts as ours."""
    with contextlib.suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            continue


def _do_without_debugger() -> None:
    """Let kernels start without debugpy, whose import takes longer than all the rest of a start."""
    sys.modules["debugpy"] = None  # type: ignore[assignment]
    importlib.import_module("ipykernel.debugger")
    del sys.modules["debugpy"]


def _is_from_outside(connection: socket.socket) -> bool:
    """Say whether the caller lives and is none of our descendants: the confined give no orders.

    Without namespaces, a confined process of the same user could reach this socket.
    """
    credentials = connection.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, 12)
    pid = int.from_bytes(credentials[:4], sys.byteorder)
    while pid > 1 and pid != os.getpid():
        pid = parent(pid)
        if pid == 0:  # it called and ended, which no grader does
            return False
    return pid != os.getpid()


def _forked(connection: socket.socket, listener: socket.socket) -> bool:
    """Fork a keeper for one request. True in the child, once its work is done."""
    data, descriptors, _, _ = socket.recv_fds(connection, 2**20, 8)
    if not descriptors:
        return False
    try:
        child = os.fork()
    except OSError:  # too many processes: this request fails, and the next may not
        child = -1
    if child != 0:
        for descriptor in descriptors:
            os.close(descriptor)
        if child > 0:
            connection.send(b".")
        return False
    listener.close()
    connection.close()
    request = json.loads(data)
    fields = request["confinement"]
    fields["limits"] = Limits(**fields["limits"])
    fields["readable"] = tuple(fields["readable"])
    line, *rest = descriptors
    Keeper(Confinement(**fields), socket.socket(fileno=line)).run(request["role"], rest)
    return True
