"""What one student answered: the cell itself, and what was written right below it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from nbformat import NotebookNode
from nbformat.v4 import to_notebook_json
from nbgrader import utils

from autograder.coursefolder import CourseFolder
from autograder.errors import BadSubmission
from autograder.files import inside
from autograder.notebook.harmless import harmless_markdown
from autograder.seeds import digest
from course.marking.questions import Question, spaceless

_FILE_BYTES = 100_000_000
_MISSHAPEN = (ValueError, TypeError, KeyError, AttributeError, RecursionError)


@dataclass(frozen=True)
class Work:
    """An answer; ``version`` is another one as soon as any of its text or pictures is."""

    cells: tuple[NotebookNode, ...]
    blank: bool
    version: str

    @property
    def text(self) -> str:
        """What was written, without its pictures."""
        return "\n\n".join(cell.source for cell in self.cells)


class Reader:
    """Reads answers from graded notebooks; of those that didn't change it knows the version."""

    def __init__(self, course: CourseFolder) -> None:
        self._course = course
        self._known: dict[tuple[str, str], tuple[tuple[tuple[int, int], ...], str, bool]] = {}

    def work(self, question: Question, student: str) -> Work | None:
        """Return an answer, or None where no graded notebook of the student's lies there."""
        paths = self._paths(question, student)
        state = _state(paths)
        graded = _cells(paths[0], question.name) if paths else None
        found = None if not graded else _work(question, graded, paths[1])
        if found is not None:
            self._known[question.key, student] = (state, found.version, found.blank)
        return found

    def version(self, question: Question, student: str) -> tuple[str, bool] | None:
        """Return an answer's version and whether it is blank; None as for :meth:`work`."""
        known = self._known.get((question.key, student))
        if known and known[0] == _state(self._paths(question, student)):
            return known[1:]
        found = self.work(question, student)
        return None if found is None else (found.version, found.blank)

    def _paths(self, question: Question, student: str) -> tuple[Path, ...]:
        """Return Formgrader's copy of a notebook, then the one that was executed."""
        course, name = self._course, f"{question.notebook}.ipynb"
        shown = course.root / course.directory.autograded_directory
        try:
            return (
                inside(shown, student, question.assignment, name),
                inside(course.records(question.assignment), student, name),
            )
        except BadSubmission:
            return ()


def _state(paths: tuple[Path, ...]) -> tuple[tuple[int, int], ...]:
    found = []
    for path in paths:
        try:
            status = path.stat()
        except OSError:
            found.append((0, 0))
        else:
            found.append((status.st_mtime_ns, status.st_size))
    return tuple(found)


def _cells(path: Path, name: str) -> list[NotebookNode]:
    """Return the cell of that name, and those behind it that nbgrader doesn't know; none if it isn't there.

    The rest of a notebook is never made into objects, which takes three times as long as reading it: a pile
    has thousands.
    """
    try:
        if path.stat().st_size > _FILE_BYTES:
            return []
        held = json.loads(path.read_text(encoding="utf-8"))
        names = [cell["metadata"].get("nbgrader", {}).get("grade_id") for cell in held["cells"]]
        if name not in names:
            return []
        place = names.index(name)
        end = next((at for at in range(place + 1, len(names)) if names[at]), len(names))
        notebook: NotebookNode = to_notebook_json({**held, "cells": held["cells"][place:end]})
        return list(notebook.cells)
    except (OSError, *_MISSHAPEN):
        return []


def _work(question: Question, graded: list[NotebookNode], executed: Path) -> Work | None:
    try:
        return _sorted(question, _as_written(graded, _cells(executed, question.name)))
    except _MISSHAPEN:
        return None


def _as_written(
    graded: list[NotebookNode], executed: list[NotebookNode]
) -> tuple[NotebookNode, ...]:
    """Return the cells with the text as it was written, where both copies are of the same work.

    What is made harmless before it is read as Markdown loses formulas such as ``$i<n$``; on our
    page HTML is cleaned after that.
    """
    if len(graded) == len(executed):
        for cell, original in zip(graded, executed, strict=True):
            same = cell.cell_type == original.cell_type == "markdown"
            if same and harmless_markdown(original.source) == cell.source:
                cell.source = original.source
    return tuple(graded)


def _sorted(question: Question, cells: tuple[NotebookNode, ...]) -> Work:
    """Leave out what students were given, and say whether anything is left."""
    main, *behind = cells
    own = [cell for cell in behind if spaceless(cell.source) not in question.given | {""}]
    untouched = main.metadata.nbgrader.get("checksum") == utils.compute_checksum(main)
    empty = not main.source.strip() and not main.get("attachments")
    silent = untouched or empty or spaceless(main.source) in question.given
    shown = own if question.is_task else [main, *own]
    blank = not own and (question.is_task or silent)
    parts = []
    for cell in shown:
        parts += [cell.cell_type, cell.source]
        for name, kinds in sorted(cell.get("attachments", {}).items()):
            parts += [name, *(f"{kind}:{content}" for kind, content in sorted(kinds.items()))]
    version = digest(*(part.encode("utf-8", "replace") for part in parts))[:24]
    return Work(tuple(shown), blank, version)
