"""What a submission earned, entered in nbgrader's tables: all of it in one transaction, or nothing.

nbgrader's own way makes an object of each cell, one after the other, and commits three times; and without an
index on whose a grade is, each look at a student's grades reads those of the whole class. Here a submission
takes the same few statements whatever the size of the class, and leaves the same rows behind.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime, timedelta
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
from nbgrader.utils import parse_utc
from sqlalchemy import ColumnElement, Select, bindparam, case, func, inspect, select, text, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from autograder.errors import StorageError
from autograder.verdict import Graded

Penalty = Callable[[str, float, float], float | None]
"""What lateness takes off, from a student's name, the score, and seconds."""

_INDEXED = (
    Grade.notebook_id,
    Comment.notebook_id,
    SubmittedNotebook.assignment_id,
    SubmittedAssignment.student_id,
)
_GRADED, _COMMENTED = {"GradeCell", "TaskCell"}, {"SolutionCell", "TaskCell"}
_INSERT = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


def make_indexes(db: Session) -> None:
    """Let the database find a student's grades without reading everybody's; nbgrader asks for them, too.

    Raises ``StorageError`` for a kind of database that gradebooks are not kept in.
    """
    if (kind := db.get_bind().dialect.name) not in _INSERT:
        raise StorageError(
            f"a gradebook in {kind} is not supported: c.CourseDirectory.db_url names a file "
            "(sqlite:///…) or a PostgreSQL (postgresql://…)"
        )
    for field in _INDEXED:
        table, column = field.class_.__tablename__, field.name
        known = inspect(db.connection()).get_indexes(table)
        if not any(index["column_names"] == [column] for index in known):
            db.execute(
                text(f"CREATE INDEX IF NOT EXISTS ix_{table}_{column} ON {table} ({column})")
            )
    db.commit()


def enter(
    db: Session, graded: Graded, comments: Mapping[str, str | None], penalty: Penalty
) -> None:
    """Enter scores, the grader's ``comments`` by cell, and the late penalty; what a person gave stays.

    Nothing is committed. Raises ``KeyError`` for a cell that the gradebook does not know.
    """
    add(db, Student, [{"id": graded.student}])
    submission = _submission(db, graded)
    notebook, cells = _cells(db, submission, graded.notebook)
    graded_cells, commented = cells[Grade], cells[Comment]
    scores = [
        {"cell": graded_cells[v.grade_id], "score": v.points, "waits": v.points is None}
        for v in graded.verdicts
    ]
    waits = case((Grade.manual_score.is_not(None), True), else_=bindparam("waits"))
    _change(db, Grade, notebook, scores, auto_score=bindparam("score"), needs_manual_grade=waits)
    remarks = [{"cell": commented[name], "remark": remark} for name, remark in comments.items()]
    _change(db, Comment, notebook, remarks, auto_comment=bindparam("remark"))
    renew_penalties(db, SubmittedNotebook.id == notebook, penalty)


def _submission(db: Session, graded: Graded) -> str:
    """Return the id of a submission, which is entered if it is not there."""
    assignment = select(Assignment.id).where(Assignment.name == graded.assignment)
    names = {"assignment_id": db.scalars(assignment).one(), "student_id": graded.student}
    add(db, SubmittedAssignment, [names])
    submission = db.scalars(select(SubmittedAssignment.id).filter_by(**names)).one()
    if graded.handed_in:
        when = parse_utc(datetime.fromisoformat(graded.handed_in))
        change = update(SubmittedAssignment).where(SubmittedAssignment.id == submission)
        db.execute(change.values(timestamp=when))
    notebooks = db.scalars(
        select(Notebook.id).where(Notebook.assignment_id == names["assignment_id"])
    )
    rows = [{"notebook_id": notebook, "assignment_id": submission} for notebook in notebooks]
    add(db, SubmittedNotebook, rows)
    return submission


def _cells(db: Session, submission: str, name: str) -> tuple[str, dict[Any, dict[str, str]]]:
    """See that every cell of a submission has its rows.

    Return the id of the submitted notebook of that name, and the ids of its cells, by name, that have
    a grade, and that have a comment.
    """
    query = (
        select(SubmittedNotebook.id, Notebook.name, BaseCell.type, BaseCell.name, BaseCell.id)
        .join(Notebook, SubmittedNotebook.notebook_id == Notebook.id)
        .outerjoin(BaseCell, BaseCell.notebook_id == Notebook.id)
        .where(SubmittedNotebook.assignment_id == submission)
    )
    found = db.execute(query).all()
    (held,) = {notebook for notebook, called, *_ in found if called == name}
    cells: dict[Any, dict[str, str]] = {}
    for table, kinds in ((Grade, _GRADED), (Comment, _COMMENTED)):
        mine = [row for row in found if row[2] in kinds]
        there = select(table.notebook_id, table.cell_id).join(
            SubmittedNotebook, table.notebook_id == SubmittedNotebook.id
        )
        known = set(
            map(tuple, db.execute(there.where(SubmittedNotebook.assignment_id == submission)))
        )
        rows = [
            {"notebook_id": notebook, "cell_id": cell}
            for notebook, *_, cell in mine
            if (notebook, cell) not in known
        ]
        add(db, table, rows)
        cells[table] = {
            cell_name: cell for *_, called, _, cell_name, cell in mine if called == name
        }
    return held, cells


def held(db: Session, assignment: str) -> set[tuple[str, str]]:
    """Return whose notebooks of an assignment are in the gradebook: students and names."""
    query = _submissions(SubmittedAssignment.student_id, Notebook.name)
    return set(map(tuple, db.execute(query.where(Assignment.name == assignment))))


def renew_penalties(
    db: Session,
    which: ColumnElement[bool],
    penalty: Penalty,
    students: Collection[str] | None = None,
) -> None:
    """Bring late penalties (of these ``students``) up to today's due date and plugin.

    Nothing is committed.
    """
    score = select(func.sum(Grade.score)).where(Grade.notebook_id == SubmittedNotebook.id)
    query = _submissions(
        SubmittedNotebook.id,
        SubmittedNotebook.late_submission_penalty,
        SubmittedAssignment.student_id,
        SubmittedAssignment.timestamp,
        SubmittedAssignment.extension,
        Assignment.duedate,
        score.scalar_subquery(),
    )
    for notebook, before, student, handed_in, extension, due, points in db.execute(
        query.where(which)
    ).all():
        if students is not None and student not in students:
            continue
        late = 0.0
        if handed_in is not None and due is not None:
            late = (handed_in - due - (extension or timedelta())).total_seconds()
        now = penalty(student, points or 0.0, late) if late > 0 else None
        if now != before:
            change = update(SubmittedNotebook).where(SubmittedNotebook.id == notebook)
            db.execute(change.values(late_submission_penalty=now))


def _submissions(*fields: Any) -> Select[Any]:
    return (
        select(*fields)
        .select_from(SubmittedNotebook)
        .join(SubmittedAssignment, SubmittedNotebook.assignment_id == SubmittedAssignment.id)
        .join(Assignment, SubmittedAssignment.assignment_id == Assignment.id)
        .join(Notebook, SubmittedNotebook.notebook_id == Notebook.id)
    )


def add(db: Session, table: Any, rows: Sequence[dict[str, Any]]) -> None:
    """Add rows, but for those that are there: another grader may have been quicker."""
    if rows:
        insert = _INSERT[db.get_bind().dialect.name](table.__table__)
        db.execute(insert.on_conflict_do_nothing(), rows)


def _change(
    db: Session, table: Any, notebook: str, rows: Sequence[dict[str, Any]], **values: Any
) -> None:
    """Change rows of a submitted notebook, each that of a ``cell``."""
    if rows:
        place = (table.notebook_id == notebook, table.cell_id == bindparam("cell"))
        db.execute(update(table.__table__).where(*place).values(**values), rows)
