"""The questions that a person marks, as the source notebook asks and answers them."""

from __future__ import annotations

import functools
import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbgrader import utils

from autograder.coursefolder import CourseFolder
from autograder.errors import BadSource
from autograder.notebook.names import grade_id
from autograder.notebook.pictures import attach_files
from autograder.notebook.reconcile import is_by_hand
from course.release import blanks

_HEADING = re.compile(r"^#{1,6}[ \t]+(?P<title>.+?)[ \t]*#*$", re.MULTILINE)
# A model answer of this course begins with what earns the points.
_SCHEME = re.compile(r"\A\s*\*Model answer\s*(?:\((?P<scheme>.+?)\))?\.?\*\s*", re.DOTALL)
_PICTURES_MB = 20.0  # of files beside the source that a question may show


@dataclass(frozen=True)
class Question:
    """One cell that a person grades: what is asked, a model answer, and what earns points."""

    assignment: str
    notebook: str
    name: str  # the cell's grade_id
    title: str
    asked: tuple[NotebookNode, ...]  # the text cells that ask it
    model: str
    rubric: str
    is_code: bool
    is_task: bool
    given: frozenset[str]  # what students were given in other cells, without its spaces

    @property
    def key(self) -> str:
        """The question in an address."""
        names = "\0".join((self.assignment, self.notebook, self.name))
        return hashlib.sha256(names.encode()).hexdigest()[:12]


def questions_of(course: CourseFolder, assignment: str) -> list[Question]:
    """Return an assignment's questions in their order.

    Raises ``UnknownAssignment``, and ``BadSource`` for a notebook that can't be read or has a mark
    that is not closed.
    """
    course.require(assignment)
    found = []
    for path in sorted(course.source(assignment).glob("*.ipynb")):
        released = course.root / course.directory.release_directory / assignment / path.name
        found += _questions(path, released, _state(path), _state(released))
    return found


def spaceless(text: str) -> str:
    """Return text by which two cells are compared: editors change spaces."""
    return "".join(text.split())


def _state(path: Path) -> tuple[int, int]:
    try:
        status = path.stat()
    except OSError:
        return (0, 0)
    return (status.st_mtime_ns, status.st_size)


@functools.lru_cache(maxsize=64)
def _questions(
    path: Path, released: Path, _now: tuple[int, int], _then: tuple[int, int]
) -> list[Question]:
    source = _read(path)
    theirs = _read(released).cells if released.is_file() else []
    ours = [cell for cell in source.cells if "nbgrader" not in cell.metadata]
    given = frozenset(spaceless(cell.source) for cell in (*theirs, *ours))
    attach_files(source.cells, path.parent, _PICTURES_MB)
    questions = []
    for number, cell in enumerate(source.cells):
        if not is_by_hand(cell):
            continue
        with blanks.located(f"{path}, cell {grade_id(cell)}"):
            inside, model, rubric = _parts(cell)
        asked = [] if _HEADING.search(inside) else _asked(source.cells[:number])
        if inside.strip():
            asked.append(nbformat.v4.new_markdown_cell(inside))
        titles = [found["title"] for one in asked for found in _HEADING.finditer(one.source)]
        if titles:  # the page has it above all else
            asked[0].source = _HEADING.sub("", asked[0].source, count=1).strip()
        questions.append(
            Question(
                path.parent.name,
                path.stem,
                grade_id(cell),
                titles[0] if titles else grade_id(cell),
                tuple(asked),
                model,
                rubric,
                is_code=cell.cell_type == "code",
                is_task=utils.is_task(cell),
                given=given,
            )
        )
    return questions


def _read(path: Path) -> NotebookNode:
    try:
        return nbformat.read(path, as_version=4)
    except (OSError, ValueError, AttributeError, nbformat.ValidationError) as error:
        raise BadSource(f"{path} can't be read as a notebook: {error}") from error


def _parts(cell: NotebookNode) -> tuple[str, str, str]:
    """Return what a cell asks, its model answer and its rubric; each may be empty."""
    cut = blanks.hide_regions(cell.source, blanks.MARK_SCHEME)
    rubric, rest = "\n\n".join(cut.secrets), cut.visible
    if utils.is_task(cell) or not utils.is_solution(cell):
        return rest, "", rubric
    hidden = blanks.hide_solutions(rest, stub=None if cell.cell_type == "code" else "")
    if cell.cell_type == "code":
        return "", blanks.reveal_solutions(rest), rubric
    if hidden.secrets:
        return hidden.visible, "\n\n".join(hidden.secrets), rubric
    told = _SCHEME.match(rest)
    if told:
        rubric = "\n\n".join(filter(None, [rubric, told["scheme"]]))
        rest = rest[told.end() :]
    return "", rest, rubric


def _asked(before: Sequence[NotebookNode]) -> list[NotebookNode]:
    """Return the texts right before a cell, from the nearest heading on."""
    asked: list[NotebookNode] = []
    for cell in reversed(before):
        if cell.cell_type != "markdown" or is_by_hand(cell) or utils.is_solution(cell):
            break
        asked.insert(0, cell)
        if _HEADING.search(cell.source):
            break
    return asked
