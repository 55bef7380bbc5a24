"""Folders into which platforms put what students hand in, looked into again and again while grading on arrival."""

from __future__ import annotations

import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, tzinfo
from pathlib import Path

from nbgrader.exchange.default import Exchange

from autograder.arrivals import REST, Settling
from autograder.coursefolder import CourseFolder
from autograder.errors import AutograderError
from course.handin.collect import Collected, collect


def exchange_inbox(course: CourseFolder) -> Path | None:
    """Return where nbgrader's exchange puts what students submit, if this course has one on this machine."""
    if not course.directory.course_id:
        return None
    root = Path(Exchange(config=course.config, coursedir=course.directory).root)
    inbound = root / course.directory.course_id / "inbound"
    return inbound if inbound.is_dir() else None


@dataclass
class Inbox:
    """One such folder. What is collected stays in it."""

    course: CourseFolder
    folder: Path
    zone: tzinfo = UTC
    _settling: Settling = field(default_factory=Settling)
    _next: float = 0.0

    def look(self) -> list[Collected]:
        """Collect what came or changed, once two looks in a row have found the same. Raises ``AutograderError``."""
        begun = time.monotonic()
        if begun < self._next:
            return []
        due = self._settling.new(_facts(self.folder))
        self._settling.take(due)  # what can't be collected is said once, not at each look
        self._next = time.monotonic() + REST * (time.monotonic() - begun)
        return [self._collect(names, path) for names, path in _given(self.folder, sorted(due))]

    def _collect(self, names: Sequence[str], path: Path) -> Collected:
        try:
            return collect(self.course, [path], only=names, zone=self.zone)
        except AutograderError as error:
            found = Collected()
            found.refused.append(str(error))
            return found


def _given(folder: Path, names: Sequence[str]) -> list[tuple[Sequence[str], Path]]:
    """Return what to collect: a platform's zip alone, and all else as the folder that it lies in."""
    zips = [name for name in names if name.lower().endswith(".zip")]
    others = [name for name in names if name not in zips]
    return [((), folder / name) for name in zips] + ([(others, folder)] if others else [])


def _facts(folder: Path) -> dict[str, tuple]:
    """Return names, sizes and times of what lies in each entry of a folder."""
    found = {}
    with suppress(OSError):  # the folder itself is away for a while
        entries = [entry for entry in sorted(folder.iterdir()) if not entry.name.startswith(".")]
        for entry in entries:
            with suppress(OSError):  # it has just gone, or nobody may look into it: not yet
                paths = [entry, *sorted(entry.rglob("*"))] if entry.is_dir() else [entry]
                facts = ((str(path), path.lstat()) for path in paths)
                found[entry.name] = tuple((p, s.st_size, s.st_mtime_ns) for p, s in facts)
    return found
