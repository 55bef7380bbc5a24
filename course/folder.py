"""Where the course lies, and which assignments it has."""

from __future__ import annotations

import importlib.util
import json
from collections.abc import Collection, Iterator
from pathlib import Path

from autograder.errors import AutograderError, UnknownAssignment

KIT = "kit.json"  # marks the folder of a student kit: `course kit` writes it


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


def find_handout(start: Path, given: Path | None = None) -> Path:
    """Return the folder whose ``release/`` students get copies of: a course, or a kit as they unzipped it.

    Raises ``NoCourse``.
    """
    start = (given or start).resolve()
    for folder in (start,) if given else (start, *start.parents):
        if (folder / KIT).is_file() and (folder / "release").is_dir():
            return folder
    try:
        return find_course(start, given)
    except NoCourse as error:
        raise NoCourse(
            f"{error} Students: go to the folder that you have unzipped; it holds {KIT}."
        ) from error


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


def awaits_grading(root: Path, assignment: str) -> bool:
    """Say whether somebody's work has no result at all yet. Takes a moment, and looks no closer."""
    records = root / ".autograder" / assignment
    handed_in = root.glob(f"submitted/*/{assignment}")
    return any(not any((records / folder.parent.name).glob("*.json")) for folder in handed_in)


def packages_missing(root: Path, assignment: str) -> list[str]:
    """Return what is not installed of the packages that an assignment's notebooks ask for.

    What the course itself depends on need not be named.
    """
    asked = packages_asked(root, assignment)
    return sorted(name for name in asked if importlib.util.find_spec(name) is None)


def packages_asked(root: Path, assignment: str) -> set[str]:
    """Return what an assignment's notebooks name in their metadata: ``"needs": ["ale_py"]``."""
    return {
        name
        for notebook in _notebooks_in(root, assignment)
        for name in notebook.get("metadata", {}).get("needs", [])
    }


def code_in(root: Path, assignment: str) -> Iterator[str]:
    """Yield the cells of an assignment's own notebooks; of one that can't be read, none."""
    for notebook in _notebooks_in(root, assignment):
        try:
            yield from ["".join(cell["source"]) for cell in notebook["cells"]]
        except (LookupError, TypeError):
            continue  # who reads it in earnest says what is wrong


def _notebooks_in(root: Path, assignment: str) -> Iterator[dict]:
    for path in sorted((root / "source" / assignment).glob("*.ipynb")):
        try:
            found = json.loads(path.read_bytes())
        except (OSError, ValueError):
            continue  # who reads it in earnest says what is wrong
        if isinstance(found, dict):
            yield found
