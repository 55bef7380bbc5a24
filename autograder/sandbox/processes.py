"""What a process tree looks like from outside: who is in it, and how much memory and disk it holds.

A process may end while it is being looked at; then it counts for nothing. So does whatever of it can't
be understood: names in ``/proc`` are chosen by those who are watched, and may be any bytes. Nothing
that stands there stops who looks.
"""

from __future__ import annotations

import contextlib
import itertools
import math
import os
import random
import re
from collections.abc import Iterator
from pathlib import Path

_UNREADABLE = contextlib.suppress(OSError, ValueError, LookupError)  # it has ended, or is odd
_SAMPLED = 6  # processes whose memory is measured exactly
_MANY_FILES = 16_384  # as many as a folder in memory may hold


def children(pid: int) -> list[int]:
    """Return the process's children."""
    found: list[int] = []
    for task in _listed(f"/proc/{pid}/task"):
        found += map(int, _read(f"/proc/{pid}/task/{task}/children").split())
    return found


def descendants(pid: int) -> list[int]:
    """Return the process and all below it."""
    found, todo = [pid], [pid]
    while todo:
        below = children(todo.pop())
        found += below
        todo += below
    return found


def threads(pid: int) -> int:
    """Return how many threads the process has."""
    return len(_listed(f"/proc/{pid}/task"))


def parent(pid: int) -> int:
    """Return the process's parent, or 0 if there is none (any more)."""
    with _UNREADABLE:
        return int(_facts(pid)[1])
    return 0


def confine_to_core(pids: list[int], core: int) -> None:
    """Let all threads of these processes, and what they start from now on, run on one core only."""
    for pid in pids:
        for thread in _listed(f"/proc/{pid}/task"):
            with _UNREADABLE:
                os.sched_setaffinity(int(thread), {core})


def cpu_seconds(pids: list[int]) -> float:
    """Return the processor time the processes have used, with that of children they waited for."""
    ticks = 0
    for pid in pids:
        with _UNREADABLE:
            ticks += sum(map(int, _facts(pid)[11:15]))
    return ticks / os.sysconf("SC_CLK_TCK")


def _facts(pid: int) -> list[bytes]:
    """Return what ``/proc/PID/stat`` says behind the name, which may hold anything."""
    return _read(f"/proc/{pid}/stat").rpartition(b")")[2].split()


def _read(path: str) -> bytes:
    """Return what stands there, or nothing."""
    with contextlib.suppress(OSError), open(path, "rb", 0) as file:  # noqa: PTH123 - often
        return file.read()
    return b""


def _listed(path: str) -> list[str]:
    with contextlib.suppress(OSError):
        return os.listdir(path)  # noqa: PTH208 - often
    return []


def memory_mb(pids: list[int], enough: float) -> float:
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


def sockets_mb(pid: int) -> float:
    """Return the memory that the sockets of the process's network may hold, in MB: no process's own."""
    with _UNREADABLE:
        used = re.search(rb"sockets: used (\d+)", _read(f"/proc/{pid}/net/sockstat"))
        each = int(_read("/proc/sys/net/core/wmem_default"))
        return int(used[1]) * each / 2**20 if used else 0.0
    return 0.0


def _resident_mb(pid: int) -> float:
    with _UNREADABLE:
        pages = int(_read(f"/proc/{pid}/statm").split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") / 2**20
    return 0.0


def _proportional_mb(pid: int) -> float:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_bytes().splitlines()
    except PermissionError:
        return _resident_mb(pid)
    except OSError:
        return 0.0
    return sum(int(line.split()[1]) for line in lines if line.startswith(b"Pss:")) / 1024


def disk_mb(folder: str, pids: list[int], enough: float) -> float:
    """Return the disk space of a folder and of the files that only these processes still know, in MB.

    Counting ends when it comes to more than ``enough``. More files than anyone needs are infinite, and
    so is what can't be looked into: a path too long to be named, a folder closed to everybody.
    """
    total = 0.0
    try:
        for count, facts in enumerate(itertools.chain(_files_below(folder), _deleted_files(pids))):
            total += facts.st_blocks * 512 / 2**20
            if count > _MANY_FILES:
                return math.inf
            if total > enough:
                break
    except OSError:
        return math.inf
    return total


def _files_below(folder: str) -> Iterator[os.stat_result]:
    todo = [folder]
    while todo:
        gone = contextlib.suppress(FileNotFoundError, NotADirectoryError)
        with gone, os.scandir(todo.pop()) as entries:
            for entry in entries:
                with contextlib.suppress(FileNotFoundError, NotADirectoryError):
                    yield entry.stat(follow_symlinks=False)
                    if entry.is_dir(follow_symlinks=False):
                        todo.append(entry.path)


def _deleted_files(pids: list[int]) -> Iterator[os.stat_result]:
    """Yield files that have no name any more, but are held open."""
    known = set()
    for pid in pids:
        with contextlib.suppress(OSError):
            for descriptor in Path(f"/proc/{pid}/fd").iterdir():
                with contextlib.suppress(OSError):
                    facts = descriptor.stat()
                    if facts.st_nlink == 0 and facts.st_ino not in known:
                        known.add(facts.st_ino)
                        yield facts
