"""A seccomp filter: which system calls a confined process may not make.

The filter is a deny-list on top of the other layers (an unprivileged user, Landlock, namespaces):
it removes what no exercise needs and every escape wants. Sockets other than Unix ones do not exist;
once a kernel has its own, :func:`refuse_connections` leaves only pairs.
See seccomp(2) and the kernel's ``Documentation/userspace-api/seccomp_filter.rst``.
"""

from __future__ import annotations

import ctypes
import errno
import os
import platform
import socket
import struct

# name: number on (x86_64, aarch64); None where the architecture has no such call
_CALLS: dict[str, tuple[int | None, int | None]] = {
    "ptrace": (101, 117),
    "process_vm_readv": (310, 270),
    "process_vm_writev": (311, 271),
    "process_madvise": (440, 440),
    "kcmp": (312, 272),
    "pidfd_getfd": (438, 438),
    "mount": (165, 40),
    "umount2": (166, 39),
    "pivot_root": (155, 41),
    "chroot": (161, 51),
    "open_tree": (428, 428),
    "move_mount": (429, 429),
    "fsopen": (430, 430),
    "fsconfig": (431, 431),
    "fsmount": (432, 432),
    "fspick": (433, 433),
    "mount_setattr": (442, 442),
    "unshare": (272, 97),
    "setns": (308, 268),
    "keyctl": (250, 219),
    "add_key": (248, 217),
    "request_key": (249, 218),
    "bpf": (321, 280),
    "perf_event_open": (298, 241),
    "userfaultfd": (323, 282),
    "io_uring_setup": (425, 425),
    "io_uring_enter": (426, 426),
    "io_uring_register": (427, 427),
    "open_by_handle_at": (304, 265),
    "name_to_handle_at": (303, 264),
    "fanotify_init": (300, 262),
    "init_module": (175, 105),
    "finit_module": (313, 273),
    "delete_module": (176, 106),
    "kexec_load": (246, 104),
    "kexec_file_load": (320, 294),
    "reboot": (169, 142),
    "swapon": (167, 224),
    "swapoff": (168, 225),
    "acct": (163, 89),
    "quotactl": (179, 60),
    "syslog": (103, 116),
    "settimeofday": (164, 170),
    "clock_settime": (227, 112),
    "clock_adjtime": (305, 266),
    "adjtimex": (159, 171),
    "sethostname": (170, 161),
    "setdomainname": (171, 162),
    "vhangup": (153, 58),
    "iopl": (172, None),
    "ioperm": (173, None),
    "modify_ldt": (154, None),
    "memfd_secret": (447, 447),
    "sched_setaffinity": (203, 122),  # its keeper says on which core a tree runs
    # memory that belongs to no process, so that nobody counts it
    "memfd_create": (319, 279),
    "shmget": (29, 194),
    "msgget": (68, 186),
    "semget": (64, 190),
    "mq_open": (240, 180),
}
_ON_FOREIGN_FILES: dict[str, tuple[int | None, int | None]] = {
    # needs no right to write, so Landlock does not restrict it; a read-only root does
    "chmod": (90, None),
    "fchmod": (91, 52),
    "fchmodat": (268, 53),
    "fchmodat2": (452, 452),
    "chown": (92, None),
    "fchown": (93, 55),
    "lchown": (94, None),
    "fchownat": (260, 54),
    "utime": (132, None),
    "utimes": (235, None),
    "futimesat": (261, None),
    "utimensat": (280, 88),
    "setxattr": (188, 5),
    "lsetxattr": (189, 6),
    "fsetxattr": (190, 7),
    "removexattr": (197, 14),
    "lremovexattr": (198, 15),
    "fremovexattr": (199, 16),
    "setxattrat": (463, 463),
    "removexattrat": (466, 466),
    "file_setattr": (469, 469),
}
_ARCHITECTURES = {
    # machine: (column in _CALLS, AUDIT_ARCH, socket, clone, clone3, first foreign number)
    "x86_64": (0, 0xC000003E, 41, 56, 435, 0x40000000),
    "aarch64": (1, 0xC00000B7, 198, 220, 435, None),
}
_CONNECTING: dict[str, tuple[int, int]] = {
    "socket": (41, 198),
    "connect": (42, 203),
    "bind": (49, 200),
}
_SOCKETPAIR, _SETSOCKOPT = (53, 199), (54, 208)
_SO_SNDBUFFORCE = 32
_NEW_NAMESPACES = 0x7E020000  # every CLONE_NEW* flag of clone(2)

_LOAD, _AND, _EQUAL, _AT_LEAST, _ANY_BIT, _RETURN = 0x20, 0x54, 0x15, 0x35, 0x45, 0x06
_ALLOW, _ERRNO, _KILL = 0x7FFF0000, 0x00050000, 0x80000000
# offsets in struct seccomp_data
_NUMBER, _ARCH, _ARGUMENT_0, _ARGUMENT_1, _ARGUMENT_2 = 0, 4, 16, 24, 32
_SET_MODE_FILTER, _ON_ALL_THREADS, _PR_SET_NO_NEW_PRIVS = 1, 1, 38
_SYS_SECCOMP = {"x86_64": 317, "aarch64": 277}


def supported() -> bool:
    """Say whether this machine's architecture has a filter here."""
    return platform.system() == "Linux" and platform.machine() in _ARCHITECTURES


def program(machine: str, *, own_root: bool = True) -> bytes:
    """Return the filter for ``machine`` as an array of ``struct sock_filter``.

    Raises ``KeyError`` for an architecture that is not known here.
    """
    column, arch, socket_call, clone, clone3, foreign = _ARCHITECTURES[machine]
    refuse = _ERRNO | errno.EPERM
    steps = [
        (_LOAD, 0, 0, _ARCH),
        (_EQUAL, 1, 0, arch),
        (_RETURN, 0, 0, _KILL),
        (_LOAD, 0, 0, _NUMBER),
    ]
    if foreign is not None:  # the x32 calls: same work, other numbers
        steps += [(_AT_LEAST, 0, 1, foreign), (_RETURN, 0, 0, refuse)]
    for numbers in _CALLS.values():
        if numbers[column] is not None:
            steps += [(_EQUAL, 0, 1, numbers[column]), (_RETURN, 0, 0, refuse)]
    for numbers in () if own_root else _ON_FOREIGN_FILES.values():
        if numbers[column] is not None:  # said to have worked: libraries do this to their own files
            steps += [(_EQUAL, 0, 1, numbers[column]), (_RETURN, 0, 0, _ERRNO)]
    # clone3 hides its flags behind a pointer: without it the C library falls back to clone
    steps += [(_EQUAL, 0, 1, clone3), (_RETURN, 0, 0, _ERRNO | errno.ENOSYS)]
    steps += [
        (_EQUAL, 0, 4, clone),
        (_LOAD, 0, 0, _ARGUMENT_0),
        (_ANY_BIT, 0, 1, _NEW_NAMESPACES),
        (_RETURN, 0, 0, refuse),
        (_RETURN, 0, 0, _ALLOW),
    ]
    steps += [
        (_EQUAL, 0, 4, socket_call),
        (_LOAD, 0, 0, _ARGUMENT_0),
        (_EQUAL, 1, 0, 1),  # AF_UNIX
        (_RETURN, 0, 0, _ERRNO | errno.EACCES),
        (_RETURN, 0, 0, _ALLOW),
    ]
    steps += [(_RETURN, 0, 0, _ALLOW)]
    return _assembled(steps)


def closed_program(machine: str) -> bytes:
    """Return the filter that refuses new connections, whatever they go to.

    What is left are pairs of connected sockets. Not of the datagram kind, as those may send to
    any path; and none may hold more than usual, as that is memory which nobody can count. The
    architecture and foreign numbers are what :func:`program` has looked at.
    """
    column = _ARCHITECTURES[machine][0]
    refuse = (_RETURN, 0, 0, _ERRNO | errno.EACCES)
    steps = [(_LOAD, 0, 0, _NUMBER)]
    for numbers in _CONNECTING.values():
        steps += [(_EQUAL, 0, 1, numbers[column]), refuse]
    steps += [
        (_EQUAL, 0, 7, _SETSOCKOPT[column]),
        (_LOAD, 0, 0, _ARGUMENT_1),
        (_EQUAL, 0, 4, socket.SOL_SOCKET),
        (_LOAD, 0, 0, _ARGUMENT_2),
        (_EQUAL, 1, 0, socket.SO_SNDBUF),
        (_EQUAL, 0, 1, _SO_SNDBUFFORCE),
        refuse,
        (_RETURN, 0, 0, _ALLOW),
    ]
    steps += [
        (_EQUAL, 1, 0, _SOCKETPAIR[column]),
        (_RETURN, 0, 0, _ALLOW),
        (_LOAD, 0, 0, _ARGUMENT_0),
        (_EQUAL, 1, 0, socket.AF_UNIX),
        refuse,
        (_LOAD, 0, 0, _ARGUMENT_1),
        (_AND, 0, 0, 0xF),  # above are flags
        (_EQUAL, 0, 1, socket.SOCK_DGRAM),
        refuse,
        (_EQUAL, 0, 1, socket.SOCK_RAW),  # with Unix sockets another name for datagrams
        refuse,
        (_RETURN, 0, 0, _ALLOW),
    ]
    return _assembled(steps)


def _assembled(steps: list[tuple[int, int, int, int]]) -> bytes:
    return b"".join(struct.pack("=HBBI", code, yes, no, k) for code, yes, no, k in steps)


class _FilterProgram(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_char_p))


def install(*, own_root: bool = True) -> None:
    """Put the filter on this process and all it will start, for good. Raises ``OSError``."""
    _put_in_force(program(platform.machine(), own_root=own_root), flags=0)


def refuse_connections() -> None:
    """Let no thread of this process, nor what it starts, open or bind a socket any more.

    To be called when the sockets that are needed exist. Raises ``OSError``.
    """
    _put_in_force(closed_program(platform.machine()), flags=_ON_ALL_THREADS)


def _put_in_force(code: bytes, flags: int) -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0:
        raise OSError(ctypes.get_errno(), "no_new_privs refused")
    prog = _FilterProgram(len(code) // 8, code)
    number = _SYS_SECCOMP[platform.machine()]
    result = libc.syscall(number, _SET_MODE_FILTER, flags, ctypes.byref(prog))
    if result > 0:
        raise OSError(errno.EBUSY, f"seccomp filter refused by thread {result}")
    if result != 0:
        failure = ctypes.get_errno()
        raise OSError(failure, f"seccomp filter refused: {os.strerror(failure)}")
