"""The only writer of what grading finds: gradebook, graded notebooks, records of results.

What a person gives by hand is written by Formgrader and by ``course mark``, and never touched here.

A submission's result is kept in ``.autograder/<assignment>/<student>/<notebook>.json`` under its task's
key. The record is written last, after the gradebook and the graded notebook, so that whatever
interrupts a run, the next one redoes exactly what has no record.
"""

from __future__ import annotations

import contextlib
import functools
import glob
import logging
import os
import platform
import shutil
import sys
import tempfile
import warnings
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

import nbformat
import sqlalchemy
import sqlalchemy.exc
from alembic.script import ScriptDirectory
from nbgrader import utils
from nbgrader.api import (
    Assignment,
    Gradebook,
    InvalidEntry,
    MissingEntry,
    SubmittedAssignment,
    SubmittedNotebook,
)
from nbgrader.dbutil import ALEMBIC_DIR
from nbgrader.preprocessors import AssignLatePenalties

from autograder.coursefolder import CourseFolder
from autograder.errors import StorageError
from autograder.files import SECRET, TIMESTAMP, notebook_text, write_whole
from autograder.notebook.harmless import make_harmless
from autograder.notebook.intake import small_text
from autograder.notebook.master import register
from autograder.notebook.names import grade_id
from autograder.seeds import digest
from autograder.tasks import Outcome, Task
from autograder.verdict import Graded


def load_results(root: Path, assignment: str, *, whole_only: bool = False) -> list[Graded]:
    """Return what is on record for an assignment, in order of students and notebooks.

    Raises :class:`UnknownAssignment`, and :class:`StorageError` for a damaged record, unless only whole
    ones are asked for.
    """
    folder = CourseFolder.at(root)
    folder.require(assignment)
    results = []
    for path in sorted(folder.records(assignment).glob("*/*.json")):
        try:
            results.append(Graded.from_json(path.read_text()))
        except (OSError, ValueError, TypeError, KeyError) as error:
            if whole_only:
                continue
            raise StorageError(f"{path} is damaged ({error}): delete it and grade again") from error
    return results


def find_alembic() -> None:
    """Let nbgrader find its ``alembic`` program, which lies beside this Python, not on the PATH."""
    if shutil.which("alembic") is None:
        folder = str(Path(sys.executable).parent)
        os.environ["PATH"] = os.pathsep.join([folder, os.environ.get("PATH", os.defpath)])


def _make_gradebook(url: str) -> None:
    """Create the gradebook, if it is a file, in one step: nbgrader would take half of one for whole."""
    parts = sqlalchemy.engine.make_url(url)
    path = Path(parts.database or ":memory:")
    if parts.get_backend_name() != "sqlite" or path.name == ":memory:":
        return
    here = f".gradebook-{platform.node()}-"
    # what a run on this machine left that was killed
    for left in path.parent.glob(f"{glob.escape(here)}*"):
        if not Path("/proc", left.name.removeprefix(here).partition("-")[0]).exists():
            shutil.rmtree(left, ignore_errors=True)
    if path.exists():
        return
    with tempfile.TemporaryDirectory(prefix=f"{here}{os.getpid()}-", dir=path.parent) as folder:
        fresh = Path(folder, path.name)
        _write_version(f"sqlite:///{fresh}")
        Gradebook(f"sqlite:///{fresh}").close()
        with contextlib.suppress(FileExistsError):  # somebody was quicker
            path.hardlink_to(fresh)


def _write_version(url: str) -> None:
    """Write which version of the tables a gradebook is going to have, as nbgrader would.

    It would start the program ``alembic`` to ask, which costs four seconds of processor time.
    """
    version = ScriptDirectory(ALEMBIC_DIR).get_current_head()
    engine = sqlalchemy.create_engine(url)
    with engine.begin() as connection:
        connection.exec_driver_sql(
            "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)"
        )
        connection.exec_driver_sql("INSERT INTO alembic_version VALUES (?)", (version,))
    engine.dispose()


def _trouble(url: str, why: str) -> str:
    """Say what is wrong with the database and what to do about it, and never its password."""
    try:
        parts = sqlalchemy.engine.make_url(url)
    except sqlalchemy.exc.ArgumentError:
        return (
            "c.CourseDirectory.db_url is no address of a database: write it like "
            "sqlite:////courses/rl/gradebook.db or postgresql://user:password@host/name"
        )
    shown = parts.render_as_string(hide_password=True)
    if parts.password is not None:
        why = why.replace(str(parts.password), "***")
    if parts.get_backend_name() == "sqlite":
        return (
            f"the gradebook can't be written ({why}): make room or close whatever else uses {shown}, "
            "then run the same command again"
        )
    return (
        f"the gradebook {shown} can't be used ({' '.join(why.split())}): see that its server runs, lets "
        "this user in and has room, and that the Python package it needs is installed; then run the "
        "same command again"
    )


def _is_not_about_the_database(record: logging.LogRecord) -> bool:
    return not record.getMessage().startswith("Rolling back session")


class Writer:
    """The only one who writes the gradebook, the graded notebooks and the records."""

    def __init__(self, folder: CourseFolder, assignment: str) -> None:
        find_alembic()
        self._folder = folder
        self._url = folder.directory.db_url
        self._assignment = assignment
        self._records = folder.records(assignment)
        self._late = AssignLatePenalties(config=folder.config)
        self._late.init_plugin()

    @functools.cached_property
    def _gradebook(self) -> Gradebook:
        """One for the whole run, as each makes an engine of its own; ``with`` frees its connection."""
        return Gradebook(self._url)

    def register(self, master: nbformat.NotebookNode, notebook: str) -> None:
        """Make sure the gradebook knows the cells of the instructor's copy."""
        text = digest(nbformat.writes(master).encode())
        stamp = self._records / f"{notebook}.master"
        with self._explained():
            _make_gradebook(self._url)
            if stamp.exists() and stamp.read_text() == text and self._is_known(notebook):
                return
            register(master, self._assignment, notebook, self._url, self._folder.config)
            write_whole(stamp, text)

    def _is_known(self, notebook: str) -> bool:
        try:
            with self._gradebook as gradebook:
                gradebook.find_notebook(notebook, self._assignment)
        except MissingEntry:
            return False
        return True

    def earlier(self, task: Task) -> Graded | None:
        """Return the result on record if it is for just this work and complete."""
        path = self._record(task.student, task.notebook)
        try:
            result = Graded.from_json(path.read_text())
        except (OSError, ValueError, TypeError, KeyError):
            return None  # not there, or not whole: graded again
        complete = all(v.status != "ungraded" or v.by == "hand" for v in result.verdicts)
        there = result.status != "graded" or path.with_suffix(".ipynb").exists()
        return result if result.key == task.key and complete and there else None

    def keep_up(self, results: Sequence[Graded]) -> None:
        """Bring the gradebook in line with what is on record: no kernel runs for that.

        What it lacks (it was moved away, or is a new one) is entered again, and late penalties follow
        the due date and the plugin of today. Raises :class:`StorageError`.
        """
        graded = [result for result in results if result.status == "graded"]
        if not graded:
            return
        with self._explained():
            with self._gradebook as gradebook:
                held = {(one.student_id, of.name) for one, of in self._submissions(gradebook)}
            for result in graded:
                if (result.student, result.notebook) not in held:
                    executed = self._record(result.student, result.notebook).with_suffix(".ipynb")
                    self.store(Outcome(result, executed.read_text()))
            self._renew_penalties({result.student for result in graded})

    def _submissions(
        self, gradebook: Gradebook
    ) -> list[tuple[SubmittedAssignment, SubmittedNotebook]]:
        """Return the assignment's submissions in the gradebook, each with one of its notebooks."""
        return (
            gradebook.db.query(SubmittedAssignment, SubmittedNotebook)
            .join(SubmittedNotebook, SubmittedNotebook.assignment_id == SubmittedAssignment.id)
            .join(Assignment, SubmittedAssignment.assignment_id == Assignment.id)
            .filter(Assignment.name == self._assignment)
            .all()
        )

    def _renew_penalties(self, students: set[str]) -> None:
        with self._gradebook as gradebook:
            due = gradebook.find_assignment(self._assignment).duedate
            for submission, held in self._submissions(gradebook):
                without = due is None and held.late_submission_penalty is None
                if without or submission.student_id not in students:
                    continue
                penalty = self._late_penalty(gradebook, submission, held)
                if penalty != held.late_submission_penalty:
                    held.late_submission_penalty = penalty
            gradebook.db.commit()

    def _record(self, student: str, notebook: str) -> Path:
        return self._records / student / f"{notebook}.json"

    def store(self, outcome: Outcome) -> None:
        """Keep one outcome. Raises :class:`StorageError`; then nothing is half-written."""
        graded = outcome.graded
        record = self._record(graded.student, graded.notebook)
        with self._explained():
            if graded.status == "graded":
                record.unlink(missing_ok=True)  # until all is written, there is no result
                notebook = nbformat.v4.reads(outcome.executed)
                self._enter_scores(graded, notebook)
                write_whole(record.with_suffix(".ipynb"), outcome.executed)
                self._keep_for_formgrader(graded, make_harmless(notebook))
            else:
                self._withdraw(graded)
            write_whole(record, graded.to_json())

    def _withdraw(self, graded: Graded) -> None:
        """Take back what an earlier hand-in earned: of this one, nothing is known yet.

        What a person gave by hand stays, to be looked at again.
        """
        # of a name that is no text, nothing was ever stored
        nothing = contextlib.suppress(MissingEntry, UnicodeEncodeError)
        with self._gradebook as gradebook, nothing:
            held = gradebook.find_submission_notebook(
                graded.notebook, graded.assignment, graded.student
            )
            for grade in held.grades:
                grade.auto_score, grade.needs_manual_grade = None, True
            held.late_submission_penalty = None
            gradebook.db.commit()
        folder = self._folder.autograded(graded.student, self._assignment)
        (folder / f"{graded.notebook}.ipynb").unlink(missing_ok=True)

    @contextlib.contextmanager
    def _explained(self) -> Iterator[None]:
        """Turn trouble with disk and database into one line; spare the reader nbgrader's."""
        nbgraders = logging.getLogger("tornado.application")  # where it shows the traceback first
        nbgraders.addFilter(_is_not_about_the_database)
        try:
            with warnings.catch_warnings():
                # nbgrader adds a submission's parts in an order that SQLAlchemy remarks upon
                warnings.simplefilter("ignore", sqlalchemy.exc.SAWarning)
                yield
        except OSError as error:
            raise StorageError(
                f"can't write {error.filename or 'a file'}: {error.strerror}. Nothing was lost: "
                "make room or give leave to write, then run the same command again"
            ) from error
        except (sqlalchemy.exc.OperationalError, InvalidEntry) as error:
            # nbgrader turns some of them into entries that are not valid
            cause = error.__context__ if isinstance(error, InvalidEntry) else error
            if not isinstance(cause, sqlalchemy.exc.OperationalError):
                raise
            raise StorageError(_trouble(self._url, str(cause.orig))) from None
        except (sqlalchemy.exc.ArgumentError, ImportError) as error:
            raise StorageError(_trouble(self._url, str(error))) from None
        finally:
            nbgraders.removeFilter(_is_not_about_the_database)

    def _enter_scores(self, graded: Graded, notebook: nbformat.NotebookNode) -> None:
        """Write all scores of one notebook in one transaction; manual scores stay."""
        where = (graded.notebook, graded.assignment, graded.student)
        with self._gradebook as gradebook:
            gradebook.update_or_create_student(graded.student)
            given = (
                {"timestamp": datetime.fromisoformat(graded.handed_in)} if graded.handed_in else {}
            )
            gradebook.update_or_create_submission(self._assignment, graded.student, **given)
            held = gradebook.find_submission_notebook(*where)
            grades = {grade.name: grade for grade in held.grades}
            comments = {comment.name: comment for comment in held.comments}
            for verdict in graded.verdicts:
                grade = grades[verdict.grade_id]
                grade.auto_score = verdict.points
                grade.needs_manual_grade = verdict.points is None or grade.manual_score is not None
            for cell in notebook.cells:
                if utils.is_solution(cell):
                    checksum = cell.metadata.nbgrader.get("checksum")
                    same = checksum == utils.compute_checksum(cell)
                    comments[grade_id(cell)].auto_comment = "No response." if same else None
            gradebook.db.flush()
            submission = gradebook.find_submission(self._assignment, graded.student)
            held.late_submission_penalty = self._late_penalty(gradebook, submission, held)
            gradebook.db.commit()

    def _late_penalty(
        self, gradebook: Gradebook, submission: SubmittedAssignment, held: SubmittedNotebook
    ) -> float | None:
        """Return what nbgrader's plugin for late submissions takes off: at most the score."""
        late = submission.total_seconds_late
        if late <= 0:
            return None
        gradebook.db.refresh(held)  # its score is added up by the database
        student = submission.student_id
        penalty = self._late.plugin_inst.late_submission_penalty(student, held.score, late)
        return penalty if penalty is None else min(max(penalty, 0.0), held.score)

    def _keep_for_formgrader(self, graded: Graded, notebook: nbformat.NotebookNode) -> None:
        """Put the notebook, made harmless, where nbgrader's tools look for it."""
        folder = self._folder.autograded(graded.student, self._assignment)
        write_whole(folder / f"{graded.notebook}.ipynb", notebook_text(notebook))
        if graded.handed_in:
            write_whole(folder / TIMESTAMP, f"{graded.handed_in} UTC\n")
        # with which nbgrader's exchange finds to whom feedback goes
        handed_in = self._folder.submission(graded.student, self._assignment)
        secret, _ = small_text(handed_in / SECRET)
        if secret:
            write_whole(folder / SECRET, secret)
