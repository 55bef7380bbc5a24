"""A person's points and comments in nbgrader's gradebook, entered as Formgrader enters them.

Nothing is written over what the person has not seen: each entry says what stood there, and is refused
where something else does by now, be it from another tab, from Formgrader or from another person.
"""

from __future__ import annotations

import json
import os
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nbgrader.api import (
    Assignment,
    BaseCell,
    Comment,
    Grade,
    Notebook,
    Student,
    SubmittedAssignment,
    SubmittedNotebook,
)
from sqlalchemy import Connection, func, inspect, select, update
from sqlalchemy.orm import Session

from autograder.database import Database
from autograder.errors import AutograderError, StorageError
from autograder.report.marks import number
from course.marking.questions import Question

_LONGEST_COMMENT = 10_000  # characters
_LONGEST_TEXT = 20_000  # characters of an answer that are kept to be compared with


class BadMark(AutograderError):
    """Points or a comment that can't be entered; the message says what can."""


class Overtaken(AutograderError):
    """Something else stands in the gradebook than the person has seen."""


@dataclass(frozen=True)
class Mark:
    """What the gradebook says of one answer."""

    grade: str  # the row's id
    remark: str | None  # the id of the row for a comment
    student: str
    first: str
    last: str
    most: float
    found: float | None  # by the grader: 0 for an answer that was not touched
    points: float | None  # by a person
    extra: float
    waits: bool  # needs_manual_grade
    comment: str


class Ledger:
    """The gradebook of a course."""

    def __init__(self, db_url: str) -> None:
        self._database = Database.at(db_url)
        self._engine = self._database.engine()

    def marks(self, question: Question) -> list[Mark]:
        """Return what is known of every answer to a question. Raises ``StorageError``."""
        with self._explained():
            if not self._is_there():
                return []
            with Session(self._engine) as session:
                return [
                    Mark(*row[:8], row.extra_credit or 0.0, row.needs_manual_grade, row[-1] or "")
                    for row in session.execute(_about(question))
                ]

    def enter_points(self, mark: Mark, points: float | None) -> None:
        """Give points, or take them back with None.

        Raises ``BadMark``, ``Overtaken`` unless the gradebook still says what ``mark`` does,
        ``StorageError``.
        """
        if points is not None:
            points = checked(points, mark.most)
        waits = points is None and mark.found is None
        with self._explained(), self._engine.begin() as connection:
            _change(
                connection,
                update(Grade)
                .where(Grade.id == mark.grade, Grade.manual_score.is_not_distinct_from(mark.points))
                .values(manual_score=points, needs_manual_grade=waits),
            )

    def enter_comment(self, mark: Mark, comment: str) -> None:
        """Write a comment in place of the one in ``mark``. Raises as :meth:`enter_points`."""
        if not isinstance(comment, str) or len(comment) > _LONGEST_COMMENT:
            raise BadMark(f"a comment is a text of at most {_LONGEST_COMMENT:,} characters")
        comment = comment.encode("utf-8", "replace").decode().strip()
        stood = func.coalesce(Comment.manual_comment, "") == mark.comment
        with self._explained(), self._engine.begin() as connection:
            _change(
                connection,
                update(Comment)
                .where(Comment.id == mark.remark, stood)
                .values(manual_comment=comment or None),
            )

    def names(self) -> set[str]:
        """Return every student's login and name. Raises ``StorageError``."""
        with self._explained():
            if not self._is_there():
                return set()
            with Session(self._engine) as session:
                rows = session.execute(select(Student.id, Student.first_name, Student.last_name))
                return {
                    name
                    for login, first, last in rows
                    for name in (login, f"{first} {last}" if first and last else "")
                    if name
                }

    def _is_there(self) -> bool:
        return not self._database.is_missing and inspect(self._engine).has_table("grade")

    def _explained(self) -> AbstractContextManager[None]:
        return self._database.explained(again="try again")


def checked(points: Any, most: float) -> float:
    """Return points as a number. Raises ``BadMark`` for what is none, or is not from 0 to most."""
    if type(points) not in (int, float) or not 0 <= points <= most:  # nan is not, either
        raise BadMark(f"points for this question are a number from 0 to {number(most)}")
    return float(points)


def _about(question: Question) -> Any:
    """Select all that makes up a :class:`Mark`, for every answer to a question."""
    remark = (
        select(Comment.id, Comment.notebook_id, Comment.manual_comment)
        .join(BaseCell, Comment.cell_id == BaseCell.id)
        .where(BaseCell.name == question.name)
        .subquery()
    )
    return (
        select(
            Grade.id,
            remark.c.id,
            SubmittedAssignment.student_id,
            Student.first_name,
            Student.last_name,
            Grade.max_score,
            Grade.auto_score,
            Grade.manual_score,
            Grade.extra_credit,
            Grade.needs_manual_grade,
            remark.c.manual_comment,
        )
        .select_from(Grade)
        .join(BaseCell, Grade.cell_id == BaseCell.id)
        .join(SubmittedNotebook, Grade.notebook_id == SubmittedNotebook.id)
        .join(Notebook, SubmittedNotebook.notebook_id == Notebook.id)
        .join(SubmittedAssignment, SubmittedNotebook.assignment_id == SubmittedAssignment.id)
        .join(Assignment, SubmittedAssignment.assignment_id == Assignment.id)
        .join(Student, SubmittedAssignment.student_id == Student.id)
        .outerjoin(remark, remark.c.notebook_id == SubmittedNotebook.id)
        .where(
            Assignment.name == question.assignment,
            Notebook.name == question.notebook,
            BaseCell.name == question.name,
        )
    )


def _change(connection: Connection, statement: Any) -> None:
    if connection.execute(statement).rowcount != 1:
        raise Overtaken("something else was entered meanwhile")


class Seen:
    """Which answer a person's points were given to: lines in a file beside the records.

    nbgrader only says that a notebook was graded again after a person marked it, not whether the
    answer is another one.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._size = -1
        self._lines: dict[tuple[str, str], tuple[str, str]] = {}

    def all(self, question: Question) -> dict[str, tuple[str, str]]:
        """Return the version and the text that got a person's points, by student."""
        self._read()
        name = question.name
        return {student: seen for (asked, student), seen in self._lines.items() if asked == name}

    def note(self, question: Question, student: str, version: str, text: str) -> None:
        """Keep what was marked. Raises ``StorageError``."""
        self._read()
        entry = (version, text[:_LONGEST_TEXT])
        if self._lines.get((question.name, student)) == entry:
            return
        line = json.dumps([question.name, student, *entry])
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with self._path.open("ab") as file:
                # of a writer that was killed half a line may be left
                file.write(f"\n{line}\n".encode())
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            raise StorageError(
                f"{self._path} can't be written ({error.strerror}): the mark itself is saved. Make "
                "room or give leave to write, then give it once more"
            ) from error

    def _read(self) -> None:
        try:
            if self._path.stat().st_size == self._size:
                return
            content = self._path.read_bytes()
        except OSError:
            self._size, self._lines = -1, {}
            return
        self._lines = {}
        for line in content.splitlines():
            try:
                asked, student, version, text = json.loads(line)
            except ValueError:
                continue
            self._lines[asked, student] = (version, text)
        self._size = len(content)
