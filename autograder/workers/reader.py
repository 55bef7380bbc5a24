"""Read a large notebook in a confined process, so that nothing in it can take the grader's memory."""

from __future__ import annotations

import os
import select
import time
from dataclasses import replace

from autograder.errors import BadSubmission, KernelFailed
from autograder.notebook import cells
from autograder.sandbox.confine import Confinement, private_folder, remove_tree
from autograder.workers import forkserver, roles
from autograder.workers.examiner import Setting
from autograder.workers.meter import Meter


def read_confined(setting: Setting, name: str, descriptor: int) -> bytes:
    """Return what :func:`autograder.notebook.cells.as_file` makes of the notebook in an open file.

    What comes back is bounded in size and otherwise to be trusted no more than the file. Raises
    :class:`BadSubmission` when it can't be read within limits, ``KernelFailed`` for reasons of ours.
    """
    limits = setting.limits
    allowed = replace(
        limits,
        memory_mb=min(limits.memory_mb, limits.read_memory_mb),
        notebook_seconds=limits.read_seconds,
    )
    folder = private_folder("reader", setting.address)
    confinement = Confinement(
        allowed, folder, setting.readable, setting.namespaces, setting.confined
    )
    reading, writing = os.pipe()
    try:
        confinement.make_folders()
        tree = forkserver.Confined(setting.address, "reader", confinement, descriptor, writing)
    except BaseException:
        os.close(writing)
        os.close(reading)
        remove_tree(folder)
        raise
    os.close(writing)
    try:
        wall = limits.patience * limits.read_seconds
        meter = Meter(tree, limits.read_seconds, wall)
        data = _received(reading, meter, cells.most_bytes(limits))
        if data is None:
            raise BadSubmission(f"{name} takes too long to read: it {meter.text}")
        if data.startswith(b"{"):
            return data
        if data.startswith(roles.REFUSED):
            said = data[len(roles.REFUSED) :][:2000].decode("utf-8", "replace")
            raise BadSubmission("".join(c if c.isprintable() else "?" for c in said))
        ended = tree.poll(5.0)
        if ended and (ended.limit == "memory" or ended.exit_code == roles.OUT_OF_MEMORY):
            raise BadSubmission(
                f"{name} takes more than {allowed.memory_mb} MB of memory to read: "
                "clear its outputs and hand it in again"
            )
        raise KernelFailed(f"{name} was not read ({(ended and ended.why) or 'no answer'})")
    finally:
        tree.close()
        os.close(reading)
        remove_tree(folder)


def _received(reading: int, meter: Meter, most: int) -> bytes | None:
    """Return what comes through a pipe until its other end is closed, or None if that takes too long."""
    data, deadline = bytearray(), time.monotonic() + meter.wall
    while len(data) <= most:
        if select.select([reading], [], [], 0.1)[0]:
            chunk = os.read(reading, 2**20)
            if not chunk:
                return bytes(data)
            data += chunk
        if meter.exceeded() or time.monotonic() > deadline:
            return None
    return b""
