"""For stock nbgrader: preprocessors with which ``nbgrader autograde`` gives the points that we give.

:class:`Reconcile` and :class:`SandboxedExecute` take the place of nbgrader's own in its two lists of
preprocessors, :class:`SaveScores` that of a third; :class:`HideTests` keeps tests out of its feedback.
"""

from __future__ import annotations

import contextlib
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import sqlalchemy
import sqlalchemy.exc
from nbconvert.exporters import NotebookExporter
from nbformat import NotebookNode
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import NbGraderPreprocessor, SaveAutoGrades
from traitlets import Bool, Dict, Enum, List, Unicode
from traitlets.config import Config

from autograder.errors import AutograderError, BadSource
from autograder.limits import Limits
from autograder.notebook.flow import tell_flow
from autograder.notebook.harmless import make_harmless
from autograder.notebook.intake import read_notebook
from autograder.notebook.master import (
    let_into_kernel,
    master_notebook,
    source_and_visible,
    trusted_statements,
)
from autograder.notebook.reconcile import is_test, reconcile
from autograder.sandbox import confine
from autograder.seeds import Seeds, code_of, course_secret, students_secret
from autograder.staging import lay_out
from autograder.tasks import version_of
from autograder.trial import trial_of
from autograder.walk import run_notebook
from autograder.workers import forkserver
from autograder.workers.examiner import Setting
from autograder.workers.importing import shown_folders
from autograder.workers.preload import preload_for

UNDECIDED = "undecided"  # among the resources that one preprocessor hands to the next


class SubmissionExporter(NotebookExporter):
    """Reads what was handed in as grading does (``c.Autograde.exporter_class``).

    Whatever an editor made of the file is read, a byte order mark and format 4.0 among it; what is too
    large or too deep for a notebook is refused in one line.
    """

    def from_file(self, file_stream: Any, resources: Any = None, **options: Any) -> tuple[Any, Any]:
        """Convert the notebook of an open file. Raises ``BadSubmission``."""
        limits = SandboxedExecute(config=self.config).bounds
        notebook = read_notebook(Path(file_stream.name), limits)
        return self.from_notebook_node(notebook, resources=resources, **options)


class Reconcile(NbGraderPreprocessor):
    """Fit the submission to the instructor's copy (in ``Autograde.sanitize_preprocessors``)."""

    def preprocess(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        """Return the reconciled notebook. Raises ``BadSubmission``."""
        names = resources["nbgrader"]
        nb, notes = reconcile(nb, _master_of(self, names))
        for note in notes:
            self.log.warning("%s: %s", names["student"], note)
        return nb, resources


class SandboxedExecute(NbGraderPreprocessor):
    """Run student's cells confined and test cells outside their reach.

    Takes the place of nbgrader's ``Execute`` in ``Autograde.autograde_preprocessors``.
    """

    limits = Dict(help="fields of autograder.limits.Limits that differ").tag(config=True)
    readable = List(Unicode(), help="folders notebooks may read, beside Python's").tag(config=True)
    preload = List(
        Unicode(),
        default_value=list(forkserver.DEFAULT_PRELOAD),
        help="modules to import once, before kernels are forked",
    ).tag(config=True)
    in_kernel = List(
        Unicode(),
        help="tests (grade_id, or a pattern like 'part-b-*') to run inside the student's kernel, as "
        "stock nbgrader does: their points can be forged, and every report says so",
    ).tag(config=True)
    fallback = Enum(
        ("in-kernel", "refuse"),
        "in-kernel",
        help="what happens with a test that the instructor's own solution fails outside the student's "
        "process and passes inside: it runs inside, in a fork, and every report says that its points "
        "can be forged; or nobody is graded until it is mended",
    ).tag(config=True)
    changes = Enum(
        ("named", "any"),
        "named",
        help="what a student's function may change in place of what a test hands it: what the test "
        "names (f.__changes__(xs)(xs), or check.changes(f, xs)(xs) with the course's lib), or anything, "
        "as courses written for stock nbgrader may expect; then tests must not compute what they "
        "expect from what they have handed out",
    ).tag(config=True)
    unsafe_no_sandbox = Bool(False, help="run untrusted code unconfined").tag(config=True)

    @property
    def bounds(self) -> Limits:
        """The limits of one notebook: what the course lists, and its time for a cell if it has set one."""
        seconds = self.config.Execute.get("timeout", None)
        given = {"cell_seconds": float(seconds)} if isinstance(seconds, int) and seconds > 0 else {}
        return Limits(**(given | self.limits))

    def setting(self, notebook: NotebookNode, course: CourseDirectory, files: str = "") -> Setting:
        """Return what kernels and verifiers need to know. Raises ``SandboxUnavailable``."""
        if not self.unsafe_no_sandbox:
            confine.require_support()
        sources = [cell.source for cell in notebook.cells if cell.cell_type == "code"]
        server = forkserver.shared(preload_for(sources, tuple(self.preload)))
        return Setting(
            limits=self.bounds,
            address=server.address,
            readable=self.visible(course),
            namespaces=not self.unsafe_no_sandbox and forkserver.namespaces_for(server.address),
            confined=not self.unsafe_no_sandbox,
            lenient=self.changes == "any",
            trusted_files=files,
            student_files=files,
        )

    def visible(self, course: CourseDirectory) -> tuple[str, ...]:
        """Return what notebooks may read: what the course lists, and what the grader imports from."""
        return (*self.readable, *shown_folders(_private_places(course)))

    def preprocess(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        """Return the executed notebook, with outputs from which nbgrader reads the points.

        Raises ``AutograderError`` rather than leave a cell without a verdict.
        """
        names = resources["nbgrader"]
        course = CourseDirectory(config=self.config)
        source = Path(course.format_path(course.source_directory, ".", names["assignment"]))
        master = _master_of(self, names)
        setting = self.setting(master, course, str(source))
        master = self._tried(master, course, names, setting)
        nb, _ = reconcile(nb, master)
        where = (course.submitted_directory, names["student"], names["assignment"])
        handed_in = Path(course.format_path(*where))
        place = Path(setting.address).parent
        with tempfile.TemporaryDirectory(prefix="files-", dir=place) as files:
            staged = lay_out(handed_in, str(source), files, setting.limits)
            code = code_of(nb, staged.digest)
            secret = students_secret(course_secret(Path(course.root)), *where[1:])
            seeds = Seeds(secret, *where[1:], code)
            setting = replace(setting, student_files=files)
            done = run_notebook(nb, setting, seeds, trusted_statements(master))
        for note in (*staged.remarks, *done.notes):
            self.log.warning("%s: %s", names["student"], note)
        self.log.info("Sandbox layers: %s", ", ".join(done.layers))
        tests = [v for v in done.verdicts if v.by != "hand"]
        ours = [v for v in tests if v.status == "ungraded"]
        for one in ours:
            self.log.error(
                "%s: %s could not be graded: %s", names["student"], one.grade_id, one.message
            )
        if ours and (len(ours) == len(tests) or not self._can_leave_open()):
            raise AutograderError(f"{ours[0].grade_id} could not be graded: {ours[0].message}")
        resources[UNDECIDED] = {one.grade_id for one in ours}
        return make_harmless(nb), resources

    def _tried(
        self,
        master: NotebookNode,
        course: CourseDirectory,
        names: dict[str, str],
        setting: Setting,
    ) -> NotebookNode:
        """Return the instructor's copy with each test on the way on which the solution passes it.

        Raises ``BadSource`` where the course refuses tests that can't be expressed outside the kernel.
        """
        assignment, notebook = names["assignment"], names["notebook"]
        records = Path(course.root) / ".autograder" / assignment
        source = Path(setting.trusted_files) / f"{notebook}.ipynb"
        key = version_of(source, master, setting, self.readable)
        trial = trial_of(source, master, setting, (assignment, notebook), key, records)
        if self.fallback == "refuse":
            trial.require_all()
        for one in trial.findings:
            self.log.warning("%s: %s, %s: %s", notebook, one.grade_id, one.way, one.outside)
        return trial.applied(master)

    def _can_leave_open(self) -> bool:
        """Say whether what comes after this knows tests that nobody could decide."""
        return f"{__name__}.{SaveScores.__name__}" in map(
            str, self.config.Autograde.get("autograde_preprocessors", ())
        )


class SaveScores(SaveAutoGrades):
    """Enter the points (in ``Autograde.autograde_preprocessors``), and none where none are known.

    Takes the place of nbgrader's ``SaveAutoGrades``, for which a test without a verdict is a zero.
    """

    def preprocess_cell(self, cell: NotebookNode, resources: Any, index: int) -> tuple[Any, Any]:
        """Enter what one cell has earned; a test that could not be decided waits for a person."""
        cell, resources = super().preprocess_cell(cell, resources, index)
        if is_test(cell) and cell.metadata.nbgrader.grade_id in resources.get(UNDECIDED, ()):
            names = (self.notebook_id, self.assignment_id, self.student_id)
            grade = self.gradebook.find_grade(cell.metadata.nbgrader.grade_id, *names)
            grade.auto_score, grade.needs_manual_grade = None, True
            self.gradebook.db.commit()
        return cell, resources


class HideTests(NbGraderPreprocessor):
    """Take the source of test cells out of a notebook (in ``GenerateFeedback.preprocessors``).

    nbgrader's own feedback would show hidden tests to the student.
    """

    def preprocess_cell(self, cell: NotebookNode, resources: Any, index: int) -> tuple[Any, Any]:
        """Return the cell; of a test neither its source nor what was printed while it ran."""
        if is_test(cell):
            cell.source = "# The tests of this exercise."
            cell.outputs = [o for o in cell.outputs if o.output_type != "stream"]
        return cell, resources


def unheeded(config: Config) -> list[str]:
    """Return a line for each setting of nbgrader's own ``Execute`` that has no effect here."""
    named = sorted(set(config.get("Execute", {})) | set(config.get("ExecutePreprocessor", {})))
    return [
        f"c.Execute.{name} has no effect: {_UNHEEDED.get(name, 'notebooks run in kernels of our own')}"
        for name in named
        if name not in _HEEDED
    ]


_HEEDED = {"timeout", "enabled", "interrupt_on_timeout", "allow_errors", "record_timing"}
_UNHEEDED = {
    "extra_arguments": "kernels are forked from a Python that has started already",
    "kernel_name": "kernels are of the Python that grades",
    "startup_timeout": "kernels are forked, and start at once",
    "execute_retries": "what the machine failed at is tried again by itself",
    "error_on_timeout": "a cell that takes too long is ended, and its test says so",
    "force_raise_errors": "an error in a cell is the student's to see, and the next cell runs",
    "skip_cells_with_tag": "cells tagged skip-execution or showcase are skipped",
}


def _private_places(course: CourseDirectory) -> list[Path]:
    """Return where a course keeps what no notebook may read: its copies, its class and its grades."""
    root = Path(course.root)
    names = ("source", "submitted", "autograded", "feedback")
    places = [root / getattr(course, f"{name}_directory") for name in names]
    places += [root / ".autograder", root / "nbgrader_config.py"]
    # of an address that is none the gradebook will tell
    with contextlib.suppress(sqlalchemy.exc.ArgumentError, ValueError):
        database = sqlalchemy.engine.make_url(course.db_url)
        if database.get_backend_name() == "sqlite" and database.database:
            places.append(root / database.database)
    return places


def _master_of(step: NbGraderPreprocessor, names: dict[str, str]) -> NotebookNode:
    course = CourseDirectory(config=step.config)
    folder = Path(course.format_path(course.source_directory, ".", names["assignment"]))
    path = folder / f"{names['notebook']}.ipynb"
    if not path.exists():
        raise BadSource(f"there is no {path}: the instructor's copy is needed for grading")
    return instructors_copy(path, step.config)


def instructors_copy(path: Path, config: Config) -> NotebookNode:
    """Return what to grade against: the master notebook, with in-kernel tests tagged as such.

    Raises :class:`BadSource`.
    """
    master = master_notebook(path, config)
    tell_flow(master, *source_and_visible(path, config))
    let_into_kernel(master, SandboxedExecute(config=config).in_kernel)
    return master
