"""What there is to grade: a task for each notebook of each student, under a key.

The key is a hash of everything the verdicts depend on, so that a result on record can be told to be
of just this work. Tasks are plain: any executor can carry them.
"""

from __future__ import annotations

import contextlib
import functools
import hashlib
import importlib.metadata
import json
import os
import platform
import stat
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import nbformat

from autograder.errors import BadSubmission
from autograder.files import listed
from autograder.notebook.intake import require_folder
from autograder.notebook.master import trusted_statements
from autograder.seeds import course_secret, digest, students_secret
from autograder.verdict import Graded
from autograder.workers.examiner import Setting

if TYPE_CHECKING:
    from autograder.coursefolder import CourseFolder

_PACKAGES = ("numpy", "gymnasium", "ale-py", "tensorflow", "ipykernel", "nbgrader")


@dataclass(frozen=True)
class Task:
    """All that grading one notebook of one student needs; plain, so any executor can carry it."""

    student: str
    assignment: str
    notebook: str
    folder: str  # where the student's files are
    master: str  # the instructor's copy, as JSON
    trusted: tuple[str, ...]  # statements that its test cells rely on
    setting: Setting
    secret: bytes  # the student's, from which the course's can't be told
    key: str
    readable: tuple[str, ...] = ()  # the course's own folders that notebooks may read
    preload: tuple[str, ...] = ()  # what a fork server imports for it


@dataclass(frozen=True)
class Outcome:
    """A result and the executed notebook behind it (empty if there is none)."""

    graded: Graded
    executed: str = ""


def tasks_for(
    folder: CourseFolder,
    assignment: str,
    masters: dict[str, nbformat.NotebookNode],
    students: list[str],
    setting: Setting,
    readable: Sequence[str] = (),
    preload: tuple[str, ...] = (),
) -> list[Task]:
    """Return the tasks of an assignment, notebook by notebook. Raises ``StorageError``.

    ``readable`` are the course's own folders that verdicts depend on.
    """
    source = folder.source(assignment)
    setting = replace(setting, trusted_files=str(source))
    secret = course_secret(folder.root)
    tasks = []
    for name, master in masters.items():
        text, trusted = nbformat.writes(master), trusted_statements(master)
        common = version_of(source / f"{name}.ipynb", master, setting, readable)
        for student in students:
            place = folder.submission(student, assignment)
            key = digest(common.encode(), *_handed_in(place))
            where = (student, assignment, name, str(place))
            own = students_secret(secret, student, assignment)
            kept = (text, trusted, setting, own, key, tuple(readable), preload)
            tasks.append(Task(*where, *kept))
    return tasks


def version_of(
    path: Path, master: nbformat.NotebookNode, setting: Setting, readable: Sequence[str]
) -> str:
    """Return a hash of all that verdicts depend on, but for what is handed in."""
    facts = [asdict(setting.limits), versions(), setting.confined, setting.lenient]
    folders = [Path(__file__).parent, path.parent, *map(Path, readable)]
    return digest(nbformat.writes(master).encode(), json.dumps(facts).encode(), *_contents(folders))


@functools.cache
def versions() -> dict[str, str]:
    """Return the versions of Python and of the packages that verdicts depend on."""
    found = {"python": platform.python_version()}
    for name in _PACKAGES:
        with contextlib.suppress(importlib.metadata.PackageNotFoundError):
            found[name] = importlib.metadata.version(name)
    return found


def _handed_in(folder: Path) -> Iterator[bytes]:
    """Yield what a student's folder holds, or why that can't be said: grading will say so, too."""
    try:
        require_folder(folder)
        yield from _facts(folder, listed(folder))
    except BadSubmission as error:
        yield str(error).encode()


def _contents(folders: list[Path]) -> Iterator[bytes]:
    """Yield names and contents of the files in the instructor's ``folders``."""
    for folder in folders:
        yield from _facts(folder, sorted(p for p in folder.rglob("*") if not p.is_dir()))


def _facts(folder: Path, paths: list[Path]) -> Iterator[bytes]:
    """Yield the names and contents of files; of huge ones, links and what can't be read, the facts."""
    for path in paths:
        if "__pycache__" in path.parts:
            continue
        yield os.fsencode(path.relative_to(folder))
        try:
            facts = path.lstat()
            if not stat.S_ISREG(facts.st_mode) or facts.st_size > 64 * 2**20:
                yield repr(facts[:7]).encode()
            else:
                with path.open("rb") as stream:  # never whole in memory
                    yield hashlib.file_digest(stream, "sha256").digest()
        except OSError as error:
            yield repr(error).encode()
