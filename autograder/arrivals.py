"""What has come into ``submitted/`` since somebody last looked.

Folders are looked at again and again rather than watched by the kernel: that also works where
``submitted/`` is a network's folder, on which other machines' changes are not announced.
"""

from __future__ import annotations

import os
import stat
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from autograder.coursefolder import CourseFolder
from autograder.errors import BadSubmission
from autograder.files import listed
from autograder.notebook.intake import require_folder

Place = tuple[str, str]  # student, assignment

_HALF_WRITTEN = 10.0  # seconds after which a notebook without an end counts as handed in
REST = 4  # times as long as a look took, nobody looks


class Settling:
    """Tells what has come or changed, once two looks in a row have found the same of it."""

    def __init__(self) -> None:
        self._seen: dict[Any, tuple] = {}
        self._taken: dict[Any, tuple] = {}

    def new(self, found: Mapping[Any, tuple]) -> list[Any]:
        """Return the keys of what stands still since the look before and was not taken as it is."""
        before, self._seen = self._seen, dict(found)
        return [
            key
            for key, facts in found.items()
            if facts == before.get(key) and facts != self._taken.get(key)
        ]

    def take(self, keys: Iterable[Any]) -> None:
        """Return these no more until they change."""
        self._taken |= {key: self._seen[key] for key in keys}

    def again(self, which: Callable[[Any], bool]) -> None:
        """Return once more what has not changed."""
        self._taken = {key: facts for key, facts in self._taken.items() if not which(key)}


class Arrivals:
    """Who handed in what, look after look.

    A hand-in counts once two looks in a row have found the same files, of the same sizes and times, and
    its notebooks have an end.
    """

    def __init__(
        self,
        folder: CourseFolder,
        assignments: Callable[[], Sequence[str]],
        students: Sequence[str] | None = None,
    ) -> None:
        self.rest = 0.0  # seconds to wait before the next look
        self._folder = folder
        self._assignments = assignments
        self._students = students
        self._settling = Settling()

    def look(self) -> list[Place]:
        """Return what has arrived or changed since it was last returned, what came first in front."""
        begun = time.monotonic()
        places = dict(self._places())
        found = {place: _facts(folder) for place, folder in places.items()}
        due = [place for place in self._settling.new(found) if _ended(places[place])]
        self._settling.take(due)
        self.rest = REST * (time.monotonic() - begun)
        return sorted(due, key=lambda place: (_newest(found[place]), place))

    def again(self, assignment: str, student: str | None = None) -> None:
        """Have what was handed in (by everybody, or by one) returned once more, though it has not changed."""
        self._settling.again(lambda place: place[1] == assignment and student in (None, place[0]))

    def _places(self) -> Iterator[tuple[Place, Path]]:
        known = self._assignments()
        for student in self._students or _names(self._folder.submitted):
            for assignment in known:
                folder = self._folder.submission(student, assignment)
                if os.path.lexists(folder):
                    yield (student, assignment), folder


def _newest(facts: tuple) -> int:
    return max((when for *_, when in facts[1:]), default=0)


def _names(folder: Path) -> list[str]:
    try:
        return [entry.name for entry in os.scandir(folder) if not entry.name.startswith(".")]
    except OSError:
        return []  # not there yet


def _facts(folder: Path) -> tuple:
    """Return what tells one state of a hand-in from another: names, sizes and times of its files."""
    try:
        require_folder(folder)
        paths = listed(folder)
    except BadSubmission as error:
        return (str(error),)
    facts: list = [""]
    for path in paths:
        with suppress(OSError):  # it has just gone
            status = path.lstat()
            facts.append((str(path), status.st_ino, status.st_size, status.st_mtime_ns))
    return tuple(facts)


def _ended(folder: Path) -> bool:
    """Say whether a hand-in is complete, as far as one can see that: a notebook, and its last bracket."""
    notebooks = [path for path in folder.glob("*.ipynb") if _is_file(path)]
    return (
        all(_whole(path) for path in notebooks)
        if notebooks
        else not _fresh(folder.lstat().st_mtime)
    )


def _whole(path: Path) -> bool:
    with suppress(OSError), path.open("rb") as stream:
        if _fresh(os.fstat(stream.fileno()).st_mtime):
            stream.seek(max(0, stream.seek(0, os.SEEK_END) - 64))
            return stream.read().rstrip().endswith(b"}")
    return True


def _is_file(path: Path) -> bool:
    """Say whether a path is a plain file: opening anything else might never return."""
    with suppress(OSError):
        return stat.S_ISREG(path.lstat().st_mode)
    return False


def _fresh(changed: float) -> bool:
    return 0 <= time.time() - changed < _HALF_WRITTEN
