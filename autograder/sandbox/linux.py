"""The few system calls that Python does not offer, each raising ``OSError`` like its siblings."""

from __future__ import annotations

import ctypes
import os
import platform
import re
import struct
from pathlib import Path

CLONE_NEWNS, CLONE_NEWUTS, CLONE_NEWIPC = 0x00020000, 0x04000000, 0x08000000
CLONE_NEWUSER, CLONE_NEWPID, CLONE_NEWNET = 0x10000000, 0x20000000, 0x40000000

MS_RDONLY, MS_NOSUID, MS_NODEV, MS_NOEXEC = 1, 2, 4, 8
MS_BIND, MS_REC, MS_PRIVATE = 4096, 16384, 1 << 18
MNT_DETACH = 2

_PR_SET_PDEATHSIG, _PR_SET_DUMPABLE, _PR_SET_NO_NEW_PRIVS = 1, 4, 38
_PR_SET_CHILD_SUBREAPER = 36
_MOUNT_SETATTR, _AT_RECURSIVE, _AT_FDCWD = 442, 0x8000, -100
_MADV_COLLAPSE, _HUGE_PAGE = 25, 2**21  # since Linux 6.1
_ANONYMOUS = re.compile(r"([0-9a-f]+)-([0-9a-f]+) rw-p 00000000 00:00 0 +(?:\[heap\])?\n")
_PIVOT_ROOT = {"x86_64": 155, "aarch64": 41}
_CAPSET = {"x86_64": 126, "aarch64": 91}

_libc = ctypes.CDLL(None, use_errno=True)


def _checked(result: int, what: str) -> int:
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{what}: {os.strerror(number)}")
    return result


def unshare(flags: int) -> None:
    """Leave the namespaces named by ``flags`` for new ones."""
    _checked(_libc.unshare(flags), "unshare")


def mount(source: str, target: str, kind: str, flags: int, options: str = "") -> None:
    """Mount, as mount(2)."""
    arguments = (source.encode(), target.encode(), kind.encode(), ctypes.c_ulong(flags))
    _checked(_libc.mount(*arguments, options.encode()), f"mount {target}")


def make_read_only(target: str, *, recursive: bool) -> None:
    """Make a mount (and with ``recursive`` all beneath) read-only, without set-uid programs."""
    attributes = struct.pack("=QQQQ", MS_RDONLY | MS_NOSUID, 0, 0, 0)
    flags = _AT_RECURSIVE if recursive else 0
    result = _libc.syscall(
        _MOUNT_SETATTR, _AT_FDCWD, target.encode(), flags, attributes, len(attributes)
    )
    _checked(result, f"read-only {target}")


def pivot_root(new: str) -> None:
    """Make ``new`` the root of this mount namespace and let go of the old one."""
    os.chdir(new)
    _checked(_libc.syscall(_PIVOT_ROOT[platform.machine()], b".", b"."), "pivot_root")
    _checked(_libc.umount2(b".", MNT_DETACH), "umount of the old root")
    os.chdir("/")


def become_subreaper() -> None:
    """Make orphans among our descendants our children, so that none is lost."""
    _checked(_libc.prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0), "subreaper")


def die_with_parent(signal_number: int) -> None:
    """Have the kernel send us a signal when our parent ends."""
    _checked(_libc.prctl(_PR_SET_PDEATHSIG, signal_number, 0, 0, 0), "parent death signal")


def no_new_privileges() -> None:
    """Give up gaining privileges through set-uid programs, for good."""
    _checked(_libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0), "no_new_privs")


def be_readable_to_oneself() -> None:
    """Let this process read its own ``/proc/self`` again after a change of user."""
    _checked(_libc.prctl(_PR_SET_DUMPABLE, 1, 0, 0, 0), "dumpable")


def drop_capabilities() -> None:
    """Give up every capability."""
    header = struct.pack("=Ii", 0x20080522, 0)
    _checked(_libc.syscall(_CAPSET[platform.machine()], header, bytes(24)), "capset")


def gather_memory() -> None:
    """Move this process's memory into huge pages where the kernel can; elsewhere change nothing.

    A fork copies the table of pages, and that of huge pages is short.
    """
    for found in _ANONYMOUS.finditer(Path("/proc/self/maps").read_text()):
        low, high = (int(address, 16) for address in found.groups())
        low, high = -(-low // _HUGE_PAGE) * _HUGE_PAGE, high // _HUGE_PAGE * _HUGE_PAGE
        for place in range(low, high, _HUGE_PAGE):
            # fails where nothing is, or on an older kernel: then all stays as it was
            _libc.madvise(ctypes.c_void_p(place), ctypes.c_size_t(_HUGE_PAGE), _MADV_COLLAPSE)
