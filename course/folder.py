"""Where the course lies, and which assignments it has."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from autograder.errors import AutograderError, UnknownAssignment


class NoCourse(AutograderError):
    """There is no course folder where one was looked for."""


def find_course(start: Path, given: Path | None = None) -> Path:
    """Return the course folder: ``given``, or the nearest one at or above ``start``, or our own.

    A course folder holds ``nbgrader_config.py`` and ``source/``. Raises ``NoCourse``.
    """
    if given is not None:
        if not is_course(given):
            raise NoCourse(
                f"{given} is not a course folder: it needs nbgrader_config.py and a folder source/."
            )
        return given.resolve()
    start = start.resolve()
    own = Path(__file__).resolve().parent.parent
    for folder in (start, *start.parents, own):
        if is_course(folder):
            return folder
    raise NoCourse("No course folder here or above. Go to one, or name it: course --course DIR …")


def is_course(folder: Path) -> bool:
    """Say whether ``folder`` looks like a course."""
    return (folder / "nbgrader_config.py").is_file() and (folder / "source").is_dir()


def assignments_in(folder: Path) -> list[str]:
    """Return the names of the assignments in ``source/`` or ``release/``: folders with a notebook."""
    if not folder.is_dir():
        return []
    return sorted(
        entry.name
        for entry in folder.iterdir()
        if not entry.name.startswith(".") and any(entry.glob("*.ipynb"))
    )


def must_know(assignment: str, known: Collection[str]) -> str:
    """Return ``assignment``. Raises ``UnknownAssignment``, which lists the known ones."""
    if assignment not in known:
        names = ", ".join(sorted(known)) or "none yet"
        raise UnknownAssignment(f"There is no assignment {assignment!r}. Known: {names}.")
    return assignment
