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
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import nbformat
from nbgrader import utils
from nbgrader.api import (
    Assignment,
    Gradebook,
    InvalidEntry,
    MissingEntry,
)
from nbgrader.preprocessors import AssignLatePenalties
from sqlalchemy.exc import SAWarning, SQLAlchemyError

from autograder import entries
from autograder.coursefolder import CourseFolder
from autograder.database import Database, is_overtaken, write_version
from autograder.errors import StorageError
from autograder.files import SECRET, TIMESTAMP, notebook_text, write_whole
from autograder.notebook.harmless import make_harmless
from autograder.notebook.intake import small_text
from autograder.notebook.master import register
from autograder.notebook.names import grade_id
from autograder.seeds import digest
from autograder.tasks import Outcome, Task
from autograder.verdict import Graded

_RIVALS = 10  # who may write the same as we, one after the other


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
    """Create the gradebook in one step: nbgrader would take half of one for whole."""
    database = Database.at(url)
    path = database.file
    if path is None:
        database.create_tables()
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
        with Database.at(f"sqlite:///{fresh}").engine().begin() as connection:
            write_version(connection)
        Gradebook(f"sqlite:///{fresh}").close()
        with contextlib.suppress(FileExistsError):  # somebody was quicker
            path.hardlink_to(fresh)


def _is_not_about_the_database(record: logging.LogRecord) -> bool:
    return not record.getMessage().startswith("Rolling back session")


class Writer:
    """The only one who writes the gradebook, the graded notebooks and the records."""

    def __init__(self, folder: CourseFolder, assignment: str) -> None:
        find_alembic()
        self._folder = folder
        self._database = Database.at(folder.directory.db_url)
        self._assignment = assignment
        self._records = folder.records(assignment)
        self._late = AssignLatePenalties(config=folder.config)
        self._late.init_plugin()

    @functools.cached_property
    def _gradebook(self) -> Gradebook:
        """One for the whole run, as each makes an engine of its own; ``with`` frees its connection."""
        return self._database.gradebook()

    def register(self, master: nbformat.NotebookNode, notebook: str) -> None:
        """Make sure the gradebook knows the cells of the instructor's copy."""
        text = digest(nbformat.writes(master).encode())
        stamp = self._records / f"{notebook}.master"
        address = self._database.address
        with self._explained():
            _make_gradebook(address)
            self._settled(self._make_indexes)
            if stamp.exists() and stamp.read_text() == text and self._is_known(notebook):
                return
            self._settled(
                lambda: register(master, self._assignment, notebook, address, self._folder.config)
            )
            write_whole(stamp, text)

    def _make_indexes(self) -> None:
        with self._gradebook as gradebook:
            entries.make_indexes(gradebook.db)

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
                held = entries.held(gradebook.db, self._assignment)
            for result in graded:
                if (result.student, result.notebook) not in held:
                    executed = self._record(result.student, result.notebook).with_suffix(".ipynb")
                    self.store(Outcome(result, executed.read_text()))
            with self._gradebook as gradebook:
                students = {result.student for result in graded}
                which = Assignment.name == self._assignment
                entries.renew_penalties(gradebook.db, which, self._late_penalty, students)
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
                self._settled(lambda: self._enter_scores(graded, notebook))
                write_whole(record.with_suffix(".ipynb"), outcome.executed)
                self._keep_for_formgrader(graded, make_harmless(notebook))
            else:
                self._settled(lambda: self._withdraw(graded))
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
        """Turn trouble with disk and database into one line; spare the reader nbgrader's.

        Raises :class:`StorageError`, of which :class:`GradebookAway` is worth another try.
        """
        nbgraders = logging.getLogger("tornado.application")  # where it shows the traceback first
        nbgraders.addFilter(_is_not_about_the_database)
        try:
            with warnings.catch_warnings():
                # nbgrader adds a submission's parts in an order that SQLAlchemy remarks upon
                warnings.simplefilter("ignore", SAWarning)
                with self._database.explained():
                    yield
        except OSError as error:
            raise StorageError(
                f"can't write {error.filename or 'a file'}: {error.strerror}. Nothing was lost: "
                "make room or give leave to write, then run the same command again"
            ) from error
        finally:
            nbgraders.removeFilter(_is_not_about_the_database)

    def _settled(self, work: Callable[[], None]) -> None:
        """Do something again where somebody else wrote the same at the same time."""
        for _ in range(_RIVALS):
            try:
                return work()
            except (SQLAlchemyError, InvalidEntry) as error:
                if not is_overtaken(error):
                    raise
        return work()

    def _enter_scores(self, graded: Graded, notebook: nbformat.NotebookNode) -> None:
        """Write all scores of one notebook in one transaction; manual scores stay."""
        comments = {}
        for cell in notebook.cells:
            if utils.is_solution(cell):
                checksum = cell.metadata.nbgrader.get("checksum")
                same = checksum == utils.compute_checksum(cell)
                comments[grade_id(cell)] = "No response." if same else None
        with self._gradebook as gradebook:
            entries.enter(gradebook.db, graded, comments, self._late_penalty)
            gradebook.db.commit()

    def _late_penalty(self, student: str, score: float, late: float) -> float | None:
        """Return what nbgrader's plugin for late submissions takes off: at most the score."""
        penalty = self._late.plugin_inst.late_submission_penalty(student, score, late)
        return penalty if penalty is None else min(max(penalty, 0.0), score)

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
