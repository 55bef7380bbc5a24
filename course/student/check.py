"""``course check``: run a notebook's visible checks in a fresh kernel and say how far it has come.

The notebook is the reader's own and runs on the reader's own machine, so there is no sandbox here.
Grading has more tests than these, and runs elsewhere: in ``autograder``.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import nbformat
from nbformat.notebooknode import NotebookNode
from nbgrader.utils import compute_checksum, is_grade, is_solution

from autograder.errors import BadSubmission
from autograder.exam.points import NoPoints, points_shown
from autograder.exam.wording import readable, shapes_hint
from autograder.limits import Limits
from autograder.notebook.intake import read_notebook as read_handed_in
from autograder.notebook.reconcile import reconcile
from course.student.kernel import Failure, KernelGone, OwnKernel

Status = Literal["passed", "failed", "blank", "by hand"]

BLANK = re.compile(r"<YOUR CODE(?:[ ]*:[ ]*(?P<hint>.*?))?[ ]*>[ \t]*$", re.MULTILINE)
HEADING = re.compile(r"^#{1,6}[ \t]+(.+?)[ \t#]*$", re.MULTILINE)
BLANKS = ("Blank", "NotImplementedError")  # lib.blanks.Blank is a NotImplementedError
NO_CODE = Failure("", "this check is no code cell any more: select it, Esc, then y")
GONE, NOT_REACHED = "gone", "not reached"  # failures that are no exception's
UNNAMED = ("", GONE, NOT_REACHED, "AssertionError", "CheckFailed")  # whose text says it all
MAX_RESTARTS = 3  # cells that never end, before we stop asking
LINE_SHOWN = 60  # characters of a cell's first line
LINES_SHOWN = 16  # a message, two small matrices and a hint


@dataclass(frozen=True)
class Exercise:
    """How one exercise stands: its points by the visible checks, and what to do next."""

    title: str
    grade_id: str
    status: Status
    points: float
    max_points: float
    message: str = ""


class Points(float):
    """How many points a check named by its last line."""


@dataclass(frozen=True)
class Checked:
    """How a whole notebook stands.

    ``troubles`` names cells outside its exercises, and their errors; ``notes`` what was put right in it
    before it ran, as grading would.
    """

    exercises: list[Exercise]
    troubles: list[str]
    notes: list[str] = field(default_factory=list)


def is_blank(failure: Failure) -> bool:
    """Say whether it was an unfilled ``<YOUR CODE: hint>`` that was reached."""
    return failure.name in BLANKS and failure.text.startswith("fill in")


def explain(failure: Failure) -> str:
    """Return the few lines a student reads: a check's own words, or Python's."""
    text = readable(failure.text.strip()) or failure.name or "failed without a message"
    if failure.name not in UNNAMED and not is_blank(failure):
        hint = shapes_hint(failure.text)
        text = f"{failure.name}: {text}" + (f"\n  hint: {hint}" if hint else "")
    lines = text.splitlines()
    return "\n".join(lines if len(lines) <= LINES_SHOWN else [*lines[: LINES_SHOWN - 1], "…"])


def check_notebook(
    path: Path,
    *,
    original: Path | None = None,
    cell_seconds: float = 60.0,
    on_progress: Callable[[int, int, str], None] | None = None,
) -> Checked:
    """Run the notebook at ``path`` and return its exercises in order; the file is not changed.

    ``original`` is the notebook as it was handed out: then cells that were split, lost, moved or changed
    count as they do in grading. Raises ``BadSubmission`` when there is nothing readable, or nothing to
    check, in it.
    """
    nb, notes = as_graded(path, original) if original else (read_notebook(path), [])
    ended = run_cells(nb, path.parent, cell_seconds, on_progress or (lambda *_: None))
    failures = {index: one for index, one in ended.items() if isinstance(one, Failure)}
    return Checked(exercises_of(nb, ended), troubles_of(nb, failures), notes)


def as_graded(path: Path, original: Path) -> tuple[NotebookNode, list[str]]:
    """Return the notebook fitted to its original, as grading does, and what was put right.

    Raises ``BadSubmission``.
    """
    if not path.exists():
        raise BadSubmission(f"There is no notebook {path}.")
    try:
        return reconcile(read_handed_in(path, Limits()), read_notebook(original))
    except BadSubmission as error:
        with contextlib.suppress(BadSubmission):  # of another course, under the same name
            return read_notebook(path), []
        raise BadSubmission(f"{path}: {error}") from error


def read_notebook(path: Path) -> NotebookNode:
    """Read a notebook that has checks. Raises ``BadSubmission``."""
    try:
        nb = nbformat.read(path, as_version=4)
    except FileNotFoundError as error:
        raise BadSubmission(f"There is no notebook {path}.") from error
    except Exception as error:  # nbformat has no common base for what it raises
        why = (str(error).splitlines() or [type(error).__name__])[0]
        raise BadSubmission(f"{path} is not a notebook that can be read: {why}") from error
    if not any(is_grade(cell) for cell in nb.cells):
        raise BadSubmission(f"{path} has no exercises with points, so there is nothing to check.")
    return nb


def run_cells(
    nb: NotebookNode, folder: Path, cell_seconds: float, tell: Callable[[int, int, str], None]
) -> dict[int, Failure | Points]:
    """Run the code cells and return how the unhappy ones ended, and how many points tests named.

    A cell that does not end takes the kernel with it; we then start again without that cell, so
    that the exercises after it are still checked.
    """
    endless: dict[int, Failure] = {}
    while True:
        ended: dict[int, Failure | Points] = dict(endless)
        with OwnKernel(folder) as kernel:
            for index, cell in enumerate(nb.cells):
                tell(index, len(nb.cells), first_line(cell) if cell.cell_type == "code" else "")
                if not runs_here(cell) or index in endless:
                    continue
                try:
                    failure, shown = kernel.run(cell.source, cell_seconds)
                except KernelGone as gone:
                    endless[index] = Failure(GONE, str(gone))
                    break
                if failure is not None:
                    ended[index] = named_blank(failure, cell.source) or failure
                elif is_grade(cell) and (named := points_named(shown)) is not None:
                    ended[index] = named
            else:
                return ended
        if len(endless) > MAX_RESTARTS:
            return {**ended, **endless, **unreached(nb, max(endless))}


def points_named(shown: str) -> Failure | Points | None:
    """Return how many points the last line of a test names, if it names any."""
    try:
        points = points_shown(shown)
    except NoPoints as error:
        return Failure("", str(error))
    return None if points is None else Points(points)


def runs_here(cell: NotebookNode) -> bool:
    """Say whether a cell is code that checks depend on; ``showcase`` cells only show."""
    only_shows = "showcase" in cell.metadata.get("tags", []) and not is_grade(cell)
    return cell.cell_type == "code" and not only_shows


def named_blank(failure: Failure, source: str) -> Failure | None:
    """Return the blank that makes ``source`` no Python, where nothing else (``lib``) explains it."""
    blank = BLANK.search(source) if failure.name == "SyntaxError" else None
    return Failure("Blank", f"fill in: {blank['hint'] or 'your code'}") if blank else None


def first_line(cell: NotebookNode) -> str:
    """Return the line by which one finds a cell again."""
    line = next((line.strip() for line in cell.source.splitlines() if line.strip()), "")
    return line if len(line) <= LINE_SHOWN else line[: LINE_SHOWN - 1] + "…"


def troubles_of(nb: NotebookNode, failures: dict[int, Failure]) -> list[str]:
    """Tell of cells that no exercise speaks of, as far as no exercise can be their reason.

    These are the cells before the first one to fill in, and whatever took the kernel with it.
    """
    own = [index for index, cell in enumerate(nb.cells) if is_solution(cell) or is_grade(cell)]
    return [
        f"cell {index + 1}, `{first_line(nb.cells[index])}`: {explain(failure)}"
        for index, failure in sorted(failures.items())
        if index not in own and (index < own[0] or failure.name == GONE)
    ]


def unreached(nb: NotebookNode, last: int) -> dict[int, Failure]:
    """Return a failure for each code cell after ``last``."""
    waiting = Failure(NOT_REACHED, "not reached: first repair the cells above that don't end")
    return {i: waiting for i in range(last + 1, len(nb.cells)) if runs_here(nb.cells[i])}


def exercises_of(nb: NotebookNode, ended: dict[int, Failure | Points]) -> list[Exercise]:
    """Turn what happened in cells into what it means for exercises."""
    exercises: list[Exercise] = []
    title = ""
    written: list[int] = []  # the solution cells that the next tests are about
    tested = False
    for index, cell in enumerate(nb.cells):
        if cell.cell_type == "markdown" and (headings := HEADING.findall(cell.source)):
            title = headings[-1]
        if is_solution(cell):
            written = [index] if tested else [*written, index]
            tested = False
        elif written and not tested and runs_here(cell) and not is_grade(cell):
            written.append(index)  # another part of the answer
        if not is_grade(cell):
            continue
        grade_id, most = cell.metadata.nbgrader.grade_id, float(cell.metadata.nbgrader.points)
        if is_solution(cell):
            untouched = compute_checksum(cell) == cell.metadata.nbgrader.get("checksum")
            message = "write your answer; a person reads it" if untouched else "read by a person"
            status: Status = "blank" if untouched else "by hand"
            exercises.append(Exercise(title or grade_id, grade_id, status, 0.0, most, message))
        else:
            how = NO_CODE if cell.cell_type != "code" else cause(index, written, ended)
            if not isinstance(how, Failure):
                points = most if how is None else min(max(how, 0.0), most)
                status, message = "passed", ""
                if points < most:
                    status, message = "failed", f"{points:g} of {most:g} points"
            else:
                status = "blank" if is_blank(how) else "failed"
                points, message = 0.0, explain(how)
            exercises.append(Exercise(title or grade_id, grade_id, status, points, most, message))
        tested = True
    return exercises


def cause(
    test: int, written: list[int], ended: dict[int, Failure | Points]
) -> Failure | Points | None:
    """Return how a test ended: a missing name is explained by the cell that should define it."""
    how = ended.get(test)
    if isinstance(how, Failure) and how.name == "NameError":
        return next((ended[index] for index in written if index in ended), how)
    return how
