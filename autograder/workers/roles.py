"""What a confined worker becomes: a Jupyter kernel, a verifier, a reader, or nothing (to try it)."""

from __future__ import annotations

import functools
import json
import os
import random
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, ClassVar

import numpy as np
from ipykernel import ipkernel, kernelapp

from autograder.errors import BadSubmission
from autograder.exam import agent, verifier
from autograder.notebook import cells
from autograder.sandbox import seccomp
from autograder.sandbox.confine import Confinement
from autograder.workers import importing, publisher

CONNECTION_FILE = "connection.json"
REFUSED = b"!"  # of what a reader says, before a reason; a notebook begins with a brace
OUT_OF_MEMORY = 71  # exit code
EXAMINE_REQUEST = "examine_request"  # a message of ours, beside those of Jupyter's protocol


class _SysWithoutModules:
    """What ipykernel takes for ``sys`` while a kernel starts.

    It notes the file of each module, for the debugger that we do without. There are thousands, and
    a look at each would copy the memory it shares with the warm parent.
    """

    modules: ClassVar[dict[str, Any]] = {}

    def __getattr__(self, name: str) -> Any:
        return getattr(sys, name)


def kernel(
    confinement: Confinement, ready: Callable[[], None], seed_pipe: int, examinations: int
) -> None:
    """Run an IPython kernel whose channels are sockets in the confinement's folder.

    ``seed_pipe`` holds eight bytes with which the global random states begin. ``examinations`` is
    a Unix socket that brings a connection to the verifier for each test.
    """
    agent.line = socket.socket(fileno=examinations)
    agent.line.setblocking(False)
    with os.fdopen(seed_pipe, "rb") as stream:
        seed = int.from_bytes(stream.read(8), "big")
    random.seed(seed)
    np.random.seed(seed % 2**32)  # noqa: NPY002 - notebooks may use the global state
    sys.meta_path.append(importing.Readable(confinement.readable))
    sys.path.insert(0, confinement.scratch)  # as in Jupyter: modules beside the notebook are found
    kernelapp.IOPubThread = publisher.Publisher
    app = publisher.Application.instance()
    app.connection_file = os.path.join(confinement.sockets, CONNECTION_FILE)
    app.load_connection_info = functools.partial(_connect, app.load_connection_info, confinement)
    app.write_connection_file = _leave_alone
    ipkernel.sys = _SysWithoutModules()
    app.initialize([])
    ipkernel.sys = sys
    app.kernel.shell_handlers[EXAMINE_REQUEST] = functools.partial(_serve, app)
    app.shell.compile.get_code_name = _cell_name
    app.shell.system = functools.partial(_system, app.shell)
    app.session.pack = functools.partial(_packed, app.session.pack)
    if confinement.confined:
        _wait_for_heartbeat(app)
        seccomp.refuse_connections()  # the kernel has the sockets that it needs
    ready()
    app.start()


def _connect(load: Callable[[Any], None], confinement: Confinement, info: dict[str, Any]) -> None:
    """Take the grader's connection info, but the folder of the sockets as it is seen from within."""
    load({**info, "ip": os.path.join(confinement.sockets, os.path.basename(info["ip"]))})


def _leave_alone() -> None:
    """Write no connection file: the grader has written it, as it sees the sockets."""


def _serve(app: kernelapp.IPKernelApp, stream: Any, identity: Any, request: Any) -> None:
    """Answer the verifier that has just been sent; what goes wrong shows as it would in a cell."""
    try:
        agent.serve_next(app.shell.user_ns)
    except BaseException:
        app.shell.showtraceback()
    app.shell.events.trigger("post_execute")  # shows pictures, and closes them
    app.session.send(stream, "examine_reply", {"status": "ok"}, request, identity)


def _wait_for_heartbeat(app: kernelapp.IPKernelApp) -> None:
    """Return when the heartbeat's thread has its socket, as all others then have theirs."""
    path = Path(f"{app.heartbeat.ip}-{app.heartbeat.port}")
    while app.heartbeat.is_alive() and not path.exists():
        time.sleep(0.001)


def _cell_name(raw: str, transformed: str, number: int) -> str:
    """Return what tracebacks call a cell: the same in each run, unlike a file in scratch."""
    return f"<cell {number}>"


def _system(shell: Any, command: str) -> None:
    """Run ``!command`` and show what it says; IPython would want a terminal, which is not there."""
    process = subprocess.Popen(
        shell.var_expand(command, depth=1),
        shell=True,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
    )
    for line in process.stdout or ():
        print(line, end="")
    shell.user_ns["_exit_code"] = process.wait()


def _packed(usual: Callable[[Any], bytes], message: Any) -> bytes:
    """Pack a message even if half a character was printed, over which the usual way stumbles."""
    try:
        return usual(message)
    except UnicodeEncodeError:
        return json.dumps(message, default=str).encode()


def read(confinement: Confinement, ready: Callable[[], None], source: int, answer: int) -> None:
    """Reduce a notebook to plain cells; see :mod:`autograder.workers.reader`."""
    ready()
    try:
        with os.fdopen(source, "rb") as stream:
            found = cells.plain_cells("the notebook", stream.read(), confinement.limits)
        data = cells.as_file(found)
    except BadSubmission as error:
        data = REFUSED + str(error).encode("utf-8", "replace")
    except MemoryError:
        raise SystemExit(OUT_OF_MEMORY) from None
    with os.fdopen(answer, "wb") as stream:
        stream.write(data)


def nothing(confinement: Confinement, ready: Callable[[], None]) -> None:
    """Do nothing: the sandbox could be entered, which is what was asked."""
    ready()


def verify(confinement: Confinement, ready: Callable[[], None], control: int) -> None:
    """Examine test cells; see :func:`autograder.exam.verifier.serve`.

    Modules beside the instructor's notebook are found here, too; the student's are not here at all.
    """
    sys.meta_path.append(importing.Readable(confinement.readable))
    sys.path.insert(0, confinement.scratch)
    ready()
    verifier.serve(control)


ROLES: dict[str, Callable[..., None]] = {
    "kernel": kernel,
    "verifier": verify,
    "reader": read,
    "nothing": nothing,
}
