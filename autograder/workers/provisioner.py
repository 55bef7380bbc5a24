"""A Jupyter kernel provisioner whose kernels are forked warm and live in the sandbox.

Registered as ``autograder-sandbox``: any kernel specification may name it in its metadata, and
every Jupyter client that starts kernels through jupyter_client then gets confined ones. Channels
are Unix sockets, so the kernel needs no network.
"""

from __future__ import annotations

import asyncio
import os
import signal
import socket
from typing import Any

from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.provisioning import KernelProvisionerBase
from traitlets import Bool, Dict, Integer, List, Unicode

from autograder.limits import Limits
from autograder.sandbox.confine import Confinement, copy_files, private_folder, remove_tree
from autograder.workers import forkserver, roles

_START_SECONDS = 60.0


class SandboxProvisioner(KernelProvisionerBase):
    """Starts, interrupts and ends one confined kernel (called by its kernel manager)."""

    limits = Dict(help="fields of autograder.limits.Limits").tag(config=True)
    readable = List(Unicode(), help="folders a notebook may read, beside Python's own").tag(
        config=True
    )
    preload = List(
        Unicode(), default_value=list(forkserver.DEFAULT_PRELOAD), help="modules imported once"
    ).tag(config=True)
    address = Unicode(help="of a running fork server; empty to start one").tag(config=True)
    files = Unicode(help="folder whose files, but no notebooks, are copied into scratch").tag(
        config=True
    )
    namespaces = Bool(True, help="whether this machine allows them").tag(config=True)
    confined = Bool(True, help="False runs student code without a sandbox").tag(config=True)
    seed = Integer(0, help="where the kernel's global random states begin").tag(config=True)

    tree: forkserver.Confined | None = None
    confinement: Confinement | None = None
    examinations: socket.socket | None = (
        None  # see autograder.exam.agent: the grader's end of the line
    )

    @property
    def has_process(self) -> bool:
        return self.tree is not None

    async def pre_launch(self, **kwargs: Any) -> dict[str, Any]:
        """Make the private folder and the connection file in it."""
        self._server = self.address or forkserver.shared(tuple(self.preload)).address
        folder = private_folder("kernel", self._server)
        self.confinement = Confinement(
            limits=Limits(**self.limits),
            folder=folder,
            readable=tuple(self.readable),
            namespaces=self.namespaces,
            confined=self.confined,
        )
        self.confinement.make_folders()
        if self.files:
            copy_files(self.files, self.confinement.scratch)
        manager = self.parent
        manager.transport = "ipc"
        manager.ip = os.path.join(self.confinement.sockets, "kernel")
        manager.connection_file = os.path.join(self.confinement.sockets, roles.CONNECTION_FILE)
        manager.write_connection_file()
        self.connection_info = manager.get_connection_info()
        return await super().pre_launch(cmd=[], **kwargs)

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:
        """Fork the kernel. Raises ``SandboxUnavailable`` if it can't be confined."""
        assert self.confinement is not None
        reading, writing = os.pipe()
        self.examinations, theirs = socket.socketpair()
        self.examinations.setblocking(False)  # who does not take what is sent is not waited for
        try:
            self.tree = forkserver.Confined(
                self._server, "kernel", self.confinement, reading, theirs.fileno()
            )
            os.write(writing, (self.seed % 2**64).to_bytes(8, "big"))
            await asyncio.to_thread(self.tree.wait_until_confined, _START_SECONDS)
        except BaseException:
            await self.cleanup()
            raise
        finally:
            os.close(reading)
            os.close(writing)
            theirs.close()
        return self.connection_info

    async def poll(self) -> int | None:
        """Return None while the kernel lives."""
        if self.tree is None:
            return 0
        ended = self.tree.poll()
        return None if ended is None else (ended.exit_code or 0)

    async def wait(self) -> int | None:
        """Wait for the kernel to end."""
        while await self.poll() is None:
            await asyncio.sleep(0.05)
        return await self.poll()

    async def send_signal(self, signum: int) -> None:
        """Interrupt the kernel, or end it: other signals do not reach into the sandbox."""
        if self.tree is None:
            return
        if signum == signal.SIGINT:
            self.tree.interrupt()
        elif signum != 0:
            await self.kill()

    async def kill(self, restart: bool = False) -> None:
        """End the kernel and everything it started."""
        if self.tree is not None:
            await asyncio.to_thread(self.tree.kill)

    async def terminate(self, restart: bool = False) -> None:
        """End the kernel; there is no gentle way for untrusted code."""
        await self.kill(restart)

    async def cleanup(self, restart: bool = False) -> None:
        """Remove what the kernel left."""
        if self.tree is not None:
            self.tree.close()
            self.tree = None
        if self.examinations is not None:
            self.examinations.close()
            self.examinations = None
        if self.confinement is not None:
            remove_tree(self.confinement.folder)
            self.confinement = None
