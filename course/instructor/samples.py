"""Sample submissions: small text files that say what differs from a perfect notebook.

    # Explores with probability 1 − ε instead of ε.
    # fails: bandits-epsilon-greedy-tests
    # says: best arm
    # %% bandits-epsilon-greedy
    def epsilon_greedy(...): ...        replaces that cell
    # %% + bandits-setup
    x = 1                               a new cell after that one
    # %% - bandits-ucb-tests            that cell is gone

``base: untouched`` starts from the release as it is; the default, ``solved``, fills every blank from
the source first. The tests and ``course demo`` read the same files.
"""

from __future__ import annotations

import copy
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import nbformat
from nbformat.notebooknode import NotebookNode

from autograder.errors import BadSource
from course.release.blanks import reveal_solutions

CELL = re.compile(r"^# %%[ \t]*(?P<sign>[+-]?)[ \t]*(?P<grade_id>\S+)[ \t]*$")
FIELD = re.compile(r"^#[ \t]*(?P<name>fails|says|base)[ \t]*:[ \t]*(?P<value>.*?)[ \t]*$")
ACTIONS = {"": "replace", "+": "insert", "-": "delete"}


@dataclass(frozen=True)
class Edit:
    """One difference: replace a cell, insert one after it, or delete it."""

    action: Literal["replace", "insert", "delete"]
    grade_id: str
    source: str = ""


@dataclass(frozen=True)
class Sample:
    """One sample submission, and what grading it has to find."""

    name: str
    about: str
    fails: tuple[str, ...] = ()  # grade_ids of the tests meant to reject it
    says: str = ""  # part of the message the student must read
    base: Literal["solved", "untouched"] = "solved"
    edits: tuple[Edit, ...] = ()


def load_sample(path: Path) -> Sample:
    """Read one sample file. Raises ``BadSource`` when it is not of the form above."""
    head: list[str] = []
    edits: list[tuple[re.Match[str], list[str]]] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if line.startswith("# %%"):
            cell = CELL.match(line)
            if cell is None:
                raise BadSource(f"{path}, line {number}: expected `# %% [+-] grade_id`: {line!r}")
            edits.append((cell, []))
        elif edits:
            edits[-1][1].append(line)
        else:
            head.append(line)
    fields, about = _read_head(path, head)
    return Sample(
        name=path.stem,
        about=about,
        fails=tuple(x.strip() for x in fields.get("fails", "").split(",") if x.strip()),
        says=fields.get("says", ""),
        base=_base(path, fields.get("base", "solved")),
        edits=tuple(
            Edit(ACTIONS[cell["sign"]], cell["grade_id"], "\n".join(lines).strip("\n"))
            for cell, lines in edits
        ),
    )


def load_samples(folder: Path) -> list[Sample]:
    """Read every sample in ``folder``, by name; none when the folder does not exist."""
    return [load_sample(path) for path in sorted(folder.glob("*.py"))]


def build_submission(sample: Sample, release: NotebookNode, source: NotebookNode) -> NotebookNode:
    """Return the notebook a student would hand in: the release, solved or not, with the edits.

    Raises ``BadSource`` when an edit names a cell the release does not have.
    """
    nb = copy.deepcopy(release)
    if sample.base == "solved":
        fill_solutions(nb, source)
    for number, edit in enumerate(sample.edits, start=1):
        place = find_cell(nb, edit.grade_id, sample.name)
        if edit.action == "replace":
            nb.cells[place].source = edit.source
        elif edit.action == "delete":
            del nb.cells[place]
        else:
            new = nbformat.v4.new_code_cell(edit.source, id=f"added-{number}")
            nb.cells.insert(place + 1, new)
    return nb


def fill_solutions(nb: NotebookNode, source: NotebookNode) -> None:
    """Put the source's solutions into the solution cells of ``nb``, in place."""
    solutions = {
        cell.metadata.nbgrader.grade_id: reveal_solutions(cell.source)
        for cell in source.cells
        if cell.metadata.get("nbgrader", {}).get("solution")
    }
    for cell in nb.cells:
        grade_id = cell.metadata.get("nbgrader", {}).get("grade_id")
        if grade_id in solutions:
            cell.source = solutions[grade_id]


def find_cell(nb: NotebookNode, grade_id: str, sample: str) -> int:
    """Return the place of a cell. Raises ``BadSource``, listing the cells there are."""
    places = {
        cell.metadata.nbgrader.grade_id: place
        for place, cell in enumerate(nb.cells)
        if "grade_id" in cell.metadata.get("nbgrader", {})
    }
    if grade_id not in places:
        raise BadSource(
            f"sample {sample!r} edits the cell {grade_id!r}, which the notebook does not have. "
            f"It has: {', '.join(places) or 'no cell with a grade_id'}."
        )
    return places[grade_id]


def _read_head(path: Path, head: list[str]) -> tuple[dict[str, str], str]:
    fields: dict[str, str] = {}
    about: list[str] = []
    for line in head:
        if field := FIELD.match(line):
            fields[field["name"]] = field["value"]
        elif line.startswith("#"):
            about.append(line.lstrip("# ").rstrip())
        elif line.strip():
            raise BadSource(f"{path}: code before the first `# %% grade_id`: {line!r}")
    if not about:
        raise BadSource(f"{path}: the first line must say what the submission does: # …")
    return fields, " ".join(about)


def _base(path: Path, name: str) -> Literal["solved", "untouched"]:
    if name not in ("solved", "untouched"):
        raise BadSource(f"{path}: base is solved or untouched, found {name!r}")
    return name
