"""Give memory back that a submission has needed, so that a class takes no more than its largest one.

The C library keeps what was freed in a pool for each thread. After a notebook with megabytes of outputs
these pools stay as large as it made them, and each thread meets such a notebook sooner or later.
"""

from __future__ import annotations

import ctypes
import gc
import os
from pathlib import Path

_M_ARENA_MAX = -8  # of malloc.h, in the GNU C library
_SLACK_MB = 6.0
_libc = ctypes.CDLL(None)


class Pool:
    """What is free in this process: one pool for all threads from now on, watched and emptied.

    Searching for what is free takes longer than grading a cell: nothing is done until the process
    has grown. What the C library can't do (only the GNU one can) is left out.
    """

    def __init__(self) -> None:
        if hasattr(_libc, "mallopt"):
            _libc.mallopt(_M_ARENA_MAX, 1)
        self._least = resident_mb()

    def watch(self) -> None:
        """Give back what is free, if the process has grown by some megabytes since that was done."""
        if resident_mb() > self._least + _SLACK_MB:
            gc.collect()
            if hasattr(_libc, "malloc_trim"):
                _libc.malloc_trim(0)
            self._least = resident_mb()


def resident_mb() -> float:
    """Return how many MB of memory this process has, as ``VmRSS`` in its status says."""
    pages = int(Path("/proc/self/statm").read_bytes().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20
