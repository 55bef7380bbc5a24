"""What goes to a worker: a student's files as they lie at home, and once for all what hand-ins have in common.

A worker sees no folder of ours. What was handed in is laid out there just as it lay here, links, pipes and
holes included, and is read there by the same code with the same limits: so it is refused there in the same
words. Nothing of the course's secret goes along, but what one student's seeds begin with.
"""

from __future__ import annotations

import hashlib
import os
import pickle
import stat
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Literal

from autograder.errors import BadSource
from autograder.files import listed
from autograder.limits import Limits
from autograder.notebook.intake import require_folder
from autograder.sandbox.confine import stays_behind
from autograder.tasks import Task

_MOST_MB = 512  # of what the course lets notebooks read, all together
_NOWHERE = "a link, to nowhere here"  # nobody follows it, here or there
Kind = Literal["file", "folder", "link", "pipe", "socket"]


@dataclass(frozen=True)
class Entry:
    """One thing below a folder; ``content`` is None for a file of which only the size matters."""

    name: bytes  # of its path below the folder
    kind: Kind
    mode: int = 0o600
    modified: int = 0  # in nanoseconds
    size: int = 0
    content: bytes | None = field(default=b"", repr=False)


@dataclass(
    frozen=True, repr=False
)  # Dask writes into its log what a task that failed was called with
class Parcel:
    """One student's hand-in for one notebook, to be graded elsewhere."""

    student: str
    assignment: str
    notebook: str
    files: tuple[Entry, ...]
    secret: bytes  # the student's
    key: str


@dataclass(frozen=True, repr=False)
class Common:
    """What all hand-ins of one notebook have in common: it goes to each worker once."""

    assignment: str
    notebook: str
    master: str
    trusted: tuple[str, ...]
    provided: tuple[Entry, ...]  # by the instructor, beside the notebook
    readable: tuple[tuple[str, tuple[Entry, ...]], ...]  # paths at home, and what is there
    preload: tuple[str, ...]
    limits: Limits
    confined: bool
    lenient: bool

    @property
    def digest(self) -> str:
        """A name for all of this."""
        parts = [pickle.dumps(getattr(self, one.name), protocol=5) for one in fields(self)]
        return hashlib.sha256(b"".join(parts)).hexdigest()


def parcel_of(task: Task) -> Parcel:
    """Return what a worker needs beside what is common.

    Raises ``OSError`` and ``BadSubmission`` for files that can't be read here: whoever grades it here will
    say what is wrong with them.
    """
    folder, limits = Path(task.folder), task.setting.limits
    require_folder(folder)
    with os.scandir(folder):  # or say that nobody may look into it
        paths = listed(folder, folders=True)
    sizes = sum(p.lstat().st_size for p in paths if p.is_file() and not p.is_symlink())
    too_large = sizes > limits.disk_mb * 2**20

    def wanted(path: Path, size: int) -> bool:
        if path == folder / f"{task.notebook}.ipynb":
            return size <= limits.notebook_mb * 2**20
        return not too_large

    files = tuple(_entry(folder, path, wanted) for path in paths)
    names = (task.student, task.assignment, task.notebook)
    return Parcel(*names, files, task.secret, task.key)


def common_of(task: Task) -> Common:
    """Return what a task has in common with others. Raises ``BadSource`` if it is too much to send."""
    readable = tuple((path, _tree(Path(path), _compiled)) for path in task.readable)
    entries = [entry for _, found in readable for entry in found]
    megabytes = sum(entry.size for entry in entries) / 2**20
    if megabytes > _MOST_MB:
        raise BadSource(
            f"what c.SandboxedExecute.readable names is {megabytes:.0f} MB large: too much to send to "
            f"other machines (at most {_MOST_MB} MB). Grade here, without --scheduler, or make it smaller"
        )
    setting = task.setting
    return Common(
        assignment=task.assignment,
        notebook=task.notebook,
        master=task.master,
        trusted=task.trusted,
        provided=_tree(Path(setting.trusted_files), stays_behind),
        readable=readable,
        preload=task.preload,
        limits=setting.limits,
        confined=setting.confined,
        lenient=setting.lenient,
    )


def same_as(path: Path, entries: tuple[Entry, ...]) -> bool:
    """Say whether the files at ``path`` have just these names and contents."""
    try:
        here = _tree(path, _compiled)
    except OSError:
        return False
    return [(e.name, e.content) for e in here if e.kind == "file"] == [
        (e.name, e.content) for e in entries if e.kind == "file"
    ]


def unpack(entries: Iterable[Entry], folder: Path) -> None:
    """Lay out below ``folder`` what lay elsewhere. Raises ``OSError``."""
    for entry in entries:
        path = folder / os.fsdecode(entry.name)
        path.parent.mkdir(parents=True, exist_ok=True)
        if entry.kind == "folder":
            path.mkdir(exist_ok=True)
        elif entry.kind == "link":
            path.symlink_to(_NOWHERE)
        elif entry.kind == "pipe":
            os.mkfifo(path)
        elif entry.kind == "socket":
            os.mknod(path, stat.S_IFSOCK | 0o600)
        else:
            with path.open("xb") as stream:
                if entry.content is None:
                    stream.truncate(entry.size)
                else:
                    stream.write(entry.content)
                os.fchmod(stream.fileno(), entry.mode | stat.S_IRUSR)
            os.utime(path, ns=(entry.modified, entry.modified))


def _tree(path: Path, unwanted: Callable[[str], bool]) -> tuple[Entry, ...]:
    """Return the files of the instructor's at ``path``, a folder or one file; links to files are followed."""
    if path.is_file():
        return (_instructors(path.parent, path),)
    found: list[Entry] = []
    for place, folders, names in os.walk(path):
        folders[:] = sorted(name for name in folders if not unwanted(os.path.join(place, name)))
        paths = (Path(place, name) for name in sorted(names))
        found += [_instructors(path, p) for p in paths if p.is_file() and not unwanted(str(p))]
    return tuple(found)


def _instructors(folder: Path, path: Path) -> Entry:
    status = path.stat()
    name, mode = os.fsencode(path.relative_to(folder)), stat.S_IMODE(status.st_mode)
    content = path.read_bytes()
    return Entry(name, "file", mode, status.st_mtime_ns, len(content), content)


def _compiled(path: str) -> bool:
    """Say whether a worker makes this anew: compiled modules are for one version of Python."""
    return os.path.basename(path) == "__pycache__"


def _entry(folder: Path, path: Path, wanted: Callable[[Path, int], bool]) -> Entry:
    """Return what lies at ``path``, read without following a link or waiting for a pipe."""
    name, status = os.fsencode(path.relative_to(folder)), path.lstat()
    if not stat.S_ISREG(status.st_mode):
        return Entry(name, _kind(status.st_mode))
    facts = (stat.S_IMODE(status.st_mode), status.st_mtime_ns)
    if not wanted(path, status.st_size):
        return Entry(name, "file", *facts, status.st_size, None)
    descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    with os.fdopen(descriptor, "rb") as stream:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise OSError(f"{path.name} became another file while it was read")
        content = stream.read(status.st_size)  # and no more, should it grow
    return Entry(name, "file", *facts, len(content), content)


def _kind(mode: int) -> Kind:
    if stat.S_ISDIR(mode):
        return "folder"
    if stat.S_ISLNK(mode):
        return "link"
    return "socket" if stat.S_ISSOCK(mode) else "pipe"
