"""Confine this freshly forked process before it reads a student's byte.

Layers, as in the threat model (``README.md`` beside this file): (1) an unprivileged user, a session
of its own, resource limits, no new privileges; (2) Landlock; (3) seccomp; (4) namespaces: a process
tree, network, IPC and root file system of its own. Layer 4 is used where the kernel allows it; the
others are required.

:func:`enter_namespaces` is called by the keeper process, :func:`build_root` by the first process of
the new tree, :func:`confine` by the process that will run untrusted code (``forkserver``).
"""

from __future__ import annotations

import contextlib
import functools
import os
import platform
import pwd
import random
import resource
import shutil
import signal
import socket
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from autograder.errors import SandboxUnavailable
from autograder.limits import Limits
from autograder.sandbox import landlock, linux, seccomp
from autograder.sandbox.processes import threads

_NICENESS = 10  # a fork bomb must not slow down those who watch it
_SPARE = 16  # processes
_MEANWHILE = 512  # processes and threads that the user may start beside a notebook
_UNUSED_UIDS = range(61184, 65520)  # what systemd, too, hands out for a short while
_SYSTEM = ("/usr", "/bin", "/sbin", "/lib", "/lib64")
_ETC = ("/etc/ld.so.cache", "/etc/localtime", "/etc/fonts")
_DEVICES = ("/dev/null", "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom")
_FACTS = ("/proc/cpuinfo", "/proc/meminfo", "/proc/stat", "/sys/devices/system/cpu")
_IN_MEMORY = {"/tmp": "/temporary", "/dev/shm": "/shared"}  # of a root of its own: where they lie
_INSIDE = "/run/confined"  # where a root of its own shows what a process is given: not below /tmp


@dataclass(frozen=True)
class Confinement:
    """What one process may reach. All paths are absolute.

    ``scratch`` is its working folder, home and temporary folder, the only place it may write;
    in ``sockets`` it may create Unix sockets and nothing else. With ``namespaces`` its files live
    in memory and vanish with it.
    """

    limits: Limits
    folder: str  # private to this process, made by the grader; holds those below
    readable: tuple[str, ...] = ()
    namespaces: bool = True
    confined: bool = True  # False only for --unsafe-no-sandbox

    @property
    def scratch(self) -> str:
        return f"{self.folder}/scratch"

    @property
    def sockets(self) -> str:
        return f"{self.folder}/sockets"

    @property
    def root(self) -> str:
        return f"{self.folder}/root"

    @property
    def within(self) -> Confinement:
        """The same, as its process sees it: with namespaces the folder is where they all have it."""
        return replace(self, folder=_INSIDE) if self.namespaces and self.confined else self

    def make_folders(self) -> None:
        """Create the folders a confined process needs."""
        for path in (self.scratch, self.sockets, self.root):
            os.mkdir(path)
            os.chmod(path, 0o711)
        os.chmod(self.folder, 0o711)


def stays_behind(path: str) -> bool:
    """Say whether a file or folder is none to support a notebook: a notebook, a link, or hidden."""
    name = os.path.basename(path)
    ordinary = os.path.isdir(path) or os.path.isfile(path)
    return name.endswith(".ipynb") or name.startswith(".") or os.path.islink(path) or not ordinary


def copy_files(source: str, target: str) -> None:
    """Copy support files; see :func:`stays_behind`."""

    def unwanted(folder: str, names: list[str]) -> list[str]:
        return [name for name in names if stays_behind(os.path.join(folder, name))]

    shutil.copytree(source, target, dirs_exist_ok=True, ignore=unwanted)


def remove_tree(path: str) -> None:
    """Remove a folder and all in it, however deep it is and whoever was shut out of it.

    What belongs to somebody else stays.
    """
    with contextlib.suppress(RecursionError):  # before Python 3.13 it goes down by recursion
        shutil.rmtree(path, ignore_errors=True)
    if os.path.lexists(path):
        for command in (["chmod", "-R", "u+rwx"], ["rm", "-rf"]):
            subprocess.run([*command, "--", path], stderr=subprocess.DEVNULL, check=False)


def server_folder(base: str = "") -> str:
    """Create a folder for a fork server and all it starts, short enough for Unix sockets in it.

    It may be passed through on the way to what is within, but not listed. ``base`` is where, if not in the
    folder for temporary files.
    """
    base = base or tempfile.gettempdir()
    folder = tempfile.mkdtemp(prefix="autograder-server-", dir=base if len(base) < 40 else "/tmp")
    os.chmod(folder, 0o711)
    return folder


def private_folder(kind: str, address: str) -> str:
    """Create a folder beside a fork server's socket, because that goes even if we are killed."""
    return tempfile.mkdtemp(prefix=f"{kind}-", dir=os.path.dirname(address))


def require_support() -> None:
    """Raise :class:`SandboxUnavailable` where the layers that must be there can't be."""
    if platform.system() != "Linux":
        raise SandboxUnavailable(
            f"untrusted notebooks are confined with Linux means, and this is {platform.system()}: "
            "grade inside the container image or a Linux machine"
        )
    if landlock.abi() == 0:
        raise SandboxUnavailable(
            "this kernel has no Landlock (Linux 5.13 or newer, with 'landlock' among the "
            "security modules): grade on another machine, or accept the risk with "
            "--unsafe-no-sandbox"
        )
    if not seccomp.supported():
        raise SandboxUnavailable(
            f"no system-call filter for {platform.machine()}: grade on x86_64 or aarch64"
        )


class UserLease:
    """An unprivileged user id that nobody else uses while this object lives.

    The lease is an abstract Unix socket named for the id, so it ends with its holder.
    """

    def __init__(self) -> None:
        chance, taken = random.SystemRandom(), taken_uids()
        for _ in range(1000):
            uid = chance.choice(_UNUSED_UIDS)
            self._lock = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
            try:
                self._lock.bind(f"\0autograder-user-{uid}")
            except OSError:
                self._lock.close()
                continue
            if uid not in taken:
                self.uid = uid
                return
            self._lock.close()
        raise SandboxUnavailable("no unused user id between 61184 and 65519")


@functools.cache
def taken_uids() -> frozenset[int]:
    """Return the user ids that have a name or a process, as of the first call."""
    return frozenset({entry.pw_uid for entry in pwd.getpwall()} | _running_uids())


def _running_uids() -> set[int]:
    return {uid for _, uid in _owners()}


def _owners() -> Iterator[tuple[int, int]]:
    """Yield each running process and its user."""
    for entry in os.scandir("/proc"):
        if entry.name.isdigit():
            with contextlib.suppress(FileNotFoundError):  # it has ended
                yield int(entry.name), entry.stat().st_uid


def enter_namespaces(uid: int) -> None:
    """Leave the machine's namespaces (all but mounts). What is forked next is process 1.

    Raises ``OSError`` where the kernel does not allow it.
    """
    flags = linux.CLONE_NEWPID | linux.CLONE_NEWNET | linux.CLONE_NEWIPC | linux.CLONE_NEWUTS
    if os.geteuid() == 0:
        linux.unshare(flags)
        return
    gid = os.getegid()
    linux.unshare(flags | linux.CLONE_NEWUSER)
    Path("/proc/self/setgroups").write_text("deny")
    Path("/proc/self/uid_map").write_text(f"{uid} {uid} 1")
    Path("/proc/self/gid_map").write_text(f"{gid} {gid} 1")


def build_root(confinement: Confinement, uid: int) -> None:
    """Give this process a root file system with only what a notebook needs, read-only.

    Scratch and temporary folders live in memory, bounded in size. Raises ``OSError``.
    """
    linux.unshare(linux.CLONE_NEWNS)
    linux.mount("none", "/", "", linux.MS_REC | linux.MS_PRIVATE)
    root = confinement.root
    linux.mount("tmpfs", root, "tmpfs", linux.MS_NOSUID | linux.MS_NODEV, "size=8m,mode=755")
    within = confinement.within
    _memory_folder(root + within.folder, confinement.limits.disk_mb)
    for path, place in _IN_MEMORY.items():  # first: what is shown below may lie beneath
        _bind(_own(root + within.folder + place, uid), root + path)
    for path in (*_SYSTEM, *_ETC, *_readable(confinement)):
        _show(path, root)
    for path in _DEVICES:
        _bind(path, root + path)
    if os.path.isdir("/sys/devices/system/cpu"):
        _show("/sys/devices/system/cpu", root)
    os.makedirs(root + "/proc")
    linux.mount("proc", root + "/proc", "proc", linux.MS_NOSUID | linux.MS_NODEV | linux.MS_NOEXEC)
    scratch = _own(root + within.scratch, uid)
    shutil.copytree(confinement.scratch, scratch, dirs_exist_ok=True)
    _bind(confinement.sockets, root + within.sockets)
    os.makedirs(root + "/etc", exist_ok=True)
    Path(root + "/etc/passwd").write_text(f"student:x:{uid}:{uid}::{within.scratch}:/bin/sh\n")
    linux.make_read_only(root, recursive=False)
    linux.pivot_root(root)


def _memory_folder(path: str, megabytes: int) -> None:
    os.makedirs(path)
    options = f"size={megabytes}m,nr_inodes=16k,mode=755"
    linux.mount("tmpfs", path, "tmpfs", linux.MS_NOSUID | linux.MS_NODEV, options)


def _own(path: str, uid: int) -> str:
    """Create a folder that belongs to ``uid``; return its path."""
    os.mkdir(path, 0o700)
    if os.geteuid() == 0:
        os.chown(path, uid, uid)
    return path


def _show(path: str, root: str) -> None:
    """Make ``path`` visible below ``root``, read-only; links stay links."""
    if os.path.islink(path):
        os.makedirs(os.path.dirname(root + path), exist_ok=True)
        if not os.path.lexists(root + path):
            os.symlink(os.readlink(path), root + path)
    elif os.path.exists(path) and not os.path.exists(root + path):
        _bind(path, root + path)
        linux.make_read_only(root + path, recursive=True)


def _bind(path: str, target: str) -> None:
    if os.path.isdir(path):
        os.makedirs(target, exist_ok=True)
    else:
        os.makedirs(os.path.dirname(target), exist_ok=True)
        Path(target).touch()
    linux.mount(path, target, "", linux.MS_BIND | linux.MS_REC)


def _readable(confinement: Confinement) -> list[str]:
    """Return the folders of Python, its packages, this package, and what the course adds."""
    paths = {sys.prefix, sys.base_prefix, str(Path(__file__).parents[1]), *confinement.readable}
    paths |= {sysconfig.get_path(name) for name in ("stdlib", "purelib", "platlib")}
    resolved = {path for path in paths if os.path.exists(path)}
    resolved |= {os.path.realpath(path) for path in resolved}
    system = tuple(folder + "/" for folder in _SYSTEM)
    return sorted(p for p in resolved if p not in _SYSTEM and not (p + "/").startswith(system))


def confine(confinement: Confinement, uid: int) -> list[str]:
    """Apply layers 1 to 3 to this process, for good; return the names of those in force.

    ``confinement`` is what lies ``within``, if :func:`build_root` came before.
    Raises ``OSError`` when the kernel refuses one: then no student code may run.
    """
    in_own_tree = confinement.namespaces
    limits = confinement.limits
    os.setsid()
    os.nice(_NICENESS)
    layers = _limit_resources(limits, own_count=in_own_tree or os.geteuid() == 0)
    if os.geteuid() == 0:
        os.setgroups([])
        os.setresgid(uid, uid, uid)
        os.setresuid(uid, uid, uid)
        layers.append("unprivileged-user")
        if not os.access(os.__file__, os.R_OK):
            raise PermissionError(
                f"the unprivileged user can't read Python in {sys.base_prefix}, and namespaces "
                "that would show it are not allowed here: install Python where all may read it"
            )
    linux.drop_capabilities()
    linux.no_new_privileges()
    linux.be_readable_to_oneself()
    layers.append("no-new-privileges")
    os.chdir(confinement.scratch)
    layers.append(f"landlock-{landlock.restrict(_file_rules(confinement))}")
    seccomp.install(own_root=in_own_tree)
    layers.append("seccomp")
    if in_own_tree:
        layers.append("namespaces")
    return layers


def _limit_resources(limits: Limits, *, own_count: bool) -> list[str]:
    megabyte = 2**20
    bounds = {
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_CPU: int(2 * limits.notebook_seconds) + 1,
        resource.RLIMIT_FSIZE: limits.disk_mb * megabyte,
        resource.RLIMIT_NOFILE: limits.open_files,
        resource.RLIMIT_MEMLOCK: 64 * 1024,
    }
    bounds[resource.RLIMIT_DATA] = _data_bytes() + 2 * limits.memory_mb * megabyte
    # the keeper acts at the limit itself; this one is for who forks faster than it looks
    bounds[resource.RLIMIT_NPROC] = limits.processes + _SPARE
    if not own_count:  # it counts whatever else the user runs
        bounds[resource.RLIMIT_NPROC] += _threads_of_user() + _MEANWHILE
    for kind, bound in bounds.items():
        hard = resource.getrlimit(kind)[1]
        bound = bound if hard == resource.RLIM_INFINITY else min(bound, hard)
        # one second more for processor time: the first signal then says what the end was about
        spare = 1 if kind == resource.RLIMIT_CPU and bound != hard else 0
        resource.setrlimit(kind, (bound, bound + spare))
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # a full file is an OSError, not an end
    return ["resource-limits"]


def _threads_of_user() -> int:
    return sum(threads(pid) for pid, uid in _owners() if uid == os.getuid())


def _data_bytes() -> int:
    status = Path("/proc/self/status").read_text()
    return int(status.partition("VmData:")[2].split()[0]) * 1024


def _file_rules(confinement: Confinement) -> list[tuple[Path, int]]:
    rules = [(Path(path), landlock.READ) for path in (*_SYSTEM, *_ETC, *_readable(confinement))]
    rules += [(Path(path), landlock.READ) for path in _FACTS]
    rules += [(Path(path), landlock.READ | landlock.WRITE_FILE) for path in _DEVICES]
    rules.append((Path(confinement.scratch), landlock.READ | landlock.WRITE))
    rules.append((Path(confinement.sockets), landlock.SOCKETS_ONLY))
    if confinement.namespaces:
        # in memory; what the machine's disk holds beneath them is mounted read-only
        rules += [(Path(p), landlock.READ | landlock.WRITE) for p in _IN_MEMORY]
        rules += [(Path(p), landlock.READ) for p in ("/proc", "/etc/passwd")]
    else:
        rules.append((Path(f"/proc/{os.getpid()}"), landlock.READ))
    return rules
