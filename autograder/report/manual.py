"""What a person decided in Formgrader, laid over what the grader found."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

from nbgrader.api import (
    Assignment,
    BaseCell,
    Comment,
    Grade,
    Notebook,
    SubmittedAssignment,
    SubmittedNotebook,
)
from sqlalchemy import Select, inspect, or_, select
from sqlalchemy.engine import Engine
from sqlalchemy.orm import Session

from autograder.database import Database
from autograder.report.marks import number
from autograder.verdict import Graded, Verdict

_Key = tuple[str, str, str]  # student, assignment, notebook
_FEW = 20  # students who are asked for by name


@dataclass(frozen=True)
class Reviewed(Graded):
    """A result after a person looked at it: ``points`` has the late penalty taken off."""

    late_penalty: float = 0.0

    @property
    def points(self) -> float:
        """Points after the late penalty, never below zero."""
        return max(0.0, super().points - self.late_penalty)


@dataclass(frozen=True)
class _Notes:
    """What the gradebook says about one submitted notebook, by cell name."""

    manual: dict[str, float]
    extra: dict[str, float]
    stale: set[str]  # graded by hand, then autograded again
    comments: dict[str, str]
    penalty: float = 0.0


def merge_manual(results: Sequence[Graded], db_url: str) -> list[Graded]:
    """Return results with manual scores, extra credit, comments and late penalties merged in.

    As in nbgrader a manual score replaces the automatic one and extra credit is added to either,
    so points may exceed ``max_points``. The gradebook is only read; one that does not exist yet
    changes nothing. Raises ``StorageError`` when it can't be read.
    """
    assignments = {result.assignment for result in results}
    students = {result.student for result in results}
    with reading(db_url) as engine:
        gradebook = {} if engine is None else _read(engine, assignments, students)
    return [
        _merge(result, notes)
        if (notes := gradebook.get((result.student, result.assignment, result.notebook)))
        else result
        for result in results
    ]


@contextmanager
def reading(db_url: str) -> Iterator[Engine | None]:
    """Give a gradebook to read, or None where there is none yet. Raises ``StorageError``."""
    database = Database.at(db_url)
    with database.explained():
        if database.is_missing:
            yield None
            return
        engine = database.engine()
        yield engine if "grade" in inspect(engine).get_table_names() else None


def _merge(result: Graded, notes: _Notes) -> Graded:
    if result.status == "ungraded":
        return result
    remarks = list(result.notes)
    if notes.penalty:
        remarks.append(f"Handed in late: {number(notes.penalty)} points off.")
    remarks += [
        f"{v.grade_id} was graded by hand before this run; Formgrader asks for another look."
        for v in result.verdicts
        if v.grade_id in notes.stale
    ]
    spoken = {v.grade_id for v in result.verdicts}
    spoken |= {_solution_of(v, notes) for v in result.verdicts}
    remarks += [f"{cell}: {text}" for cell, text in notes.comments.items() if cell not in spoken]
    kept = {name: getattr(result, name) for name in Graded.__dataclass_fields__}
    kept |= {"verdicts": tuple(_decide(v, notes) for v in result.verdicts), "notes": tuple(remarks)}
    return Reviewed(**kept, late_penalty=notes.penalty)


def _decide(verdict: Verdict, notes: _Notes) -> Verdict:
    changes: dict[str, Any] = {}
    manual = notes.manual.get(verdict.grade_id)
    extra = notes.extra.get(verdict.grade_id, 0.0)
    if manual is not None:
        status = "passed" if manual >= verdict.max_points else "failed"
        changes = {"points": manual + extra, "status": status, "by": "hand"}
    elif extra and verdict.points is not None:
        changes = {"points": verdict.points + extra}
    remark = notes.comments.get(_solution_of(verdict, notes), "")
    if extra and "points" in changes:
        remark = f"{remark}\nExtra credit: {number(extra)} points.".strip()
    if remark:
        # A person's word replaces what the grader said only when the points are the person's too.
        before = "" if changes.get("by") == "hand" or verdict.by == "hand" else verdict.message
        changes["message"] = f"{before}\n{remark}".strip()
    return replace(verdict, **changes)


def _solution_of(verdict: Verdict, notes: _Notes) -> str:
    """Return the cell a person comments on: the answer itself, or the solution before its test."""
    names = (verdict.grade_id, *(verdict.grade_id.removesuffix(s) for s in ("-tests", "-test")))
    return next((name for name in names if name in notes.comments), verdict.grade_id)


def _read(engine: Engine, assignments: set[str], students: set[str]) -> dict[_Key, _Notes]:
    """Return what people decided; of what nobody touched, nothing is asked."""
    gradebook: dict[_Key, _Notes] = defaultdict(lambda: _Notes({}, {}, set(), {}))
    with Session(engine) as session:

        def rows(query: Select[Any]) -> Any:
            query = query.where(Assignment.name.in_(assignments))
            if len(students) <= _FEW:
                query = query.where(SubmittedAssignment.student_id.in_(students))
            return session.execute(query)

        penalty_off = SubmittedNotebook.late_submission_penalty
        for *key, penalty in rows(_notebooks(penalty_off).where(penalty_off != 0)):
            gradebook[tuple(key)] = _Notes({}, {}, set(), {}, penalty)
        fields = (BaseCell.name, Grade.manual_score, Grade.extra_credit, Grade.needs_manual_grade)
        grades = _notebooks(*fields).join(Grade, Grade.notebook_id == SubmittedNotebook.id)
        touched = or_(Grade.manual_score.is_not(None), Grade.extra_credit != 0)
        decided = grades.join(BaseCell, Grade.cell_id == BaseCell.id).where(touched)
        for *key, cell, manual, extra, waiting in rows(decided):
            notes = gradebook[tuple(key)]
            if manual is not None:
                notes.manual[cell] = manual
                if waiting:
                    notes.stale.add(cell)
            if extra:
                notes.extra[cell] = extra
        comments = _notebooks(BaseCell.name, Comment.manual_comment).join(
            Comment, Comment.notebook_id == SubmittedNotebook.id
        )
        said = comments.join(BaseCell, Comment.cell_id == BaseCell.id)
        for *key, cell, comment in rows(said.where(Comment.manual_comment.is_not(None))):
            if comment.strip():
                gradebook[tuple(key)].comments[cell] = comment.strip()
    return gradebook


def _notebooks(*fields: Any) -> Select[Any]:
    """Select fields along with the student, assignment and notebook they belong to."""
    return (
        select(SubmittedAssignment.student_id, Assignment.name, Notebook.name, *fields)
        .select_from(SubmittedNotebook)
        .join(SubmittedAssignment, SubmittedNotebook.assignment)
        .join(Assignment, SubmittedAssignment.assignment)
        .join(Notebook, SubmittedNotebook.notebook)
    )
