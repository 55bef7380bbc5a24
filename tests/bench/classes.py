"""Classes for the benchmarks to grade, and all that is on record about a class.

There are classes of a real assignment, and small ones that grade quickly.
"""

from __future__ import annotations

import itertools
import json
import shutil
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import nbformat
from nbformat import NotebookNode
from nbgrader.api import Gradebook
from nbgrader.plugins import CsvExportPlugin
from sqlalchemy import inspect, text

from autograder.coursefolder import CourseFolder
from autograder.database import Database
from autograder.gradebook import load_results
from course.instructor.samples import Sample, build_submission, load_samples
from course.release.build import release

REPO = Path(__file__).resolve().parents[2]
sys.path.append(str(REPO))  # where `tests` is found, whatever folder one stands in

from tests.autograder import notebooks  # noqa: E402

if TYPE_CHECKING:
    from tests.postgres import Server

SECRET = "5" * 64  # the same in all small classes, so that their random numbers are the same
LATE = '\nc.LateSubmissionPlugin.penalty_method = "zero"\n'
DEADLY = {
    "ends in a test": "import os\ndef mean(xs): os._exit(1)",
    "kills itself": "import os\nos.kill(os.getpid(), 9)",
    "crashes": "import ctypes\nctypes.string_at(0)",
    "recurses": "def mean(xs): return mean(xs)",
}


def bank_class(assignment: str, students: int, root: Path, *, showcase: bool = False) -> None:
    """Make a course folder in which ``students`` have handed in one assignment of this course.

    They hand in the solution and, in turn, what is in the banks of right and wrong solutions.
    """
    handed_in = itertools.cycle(bank_course(assignment, root, showcase=showcase))
    for number, notebook in zip(range(students), handed_in, strict=False):
        place = root / "submitted" / _student(number) / assignment
        place.mkdir(parents=True)
        nbformat.write(notebook, place / f"{assignment}.ipynb")


def bank_course(assignment: str, root: Path, *, showcase: bool = False) -> list[NotebookNode]:
    """Add one assignment of this course to a course folder, and return what students hand in.

    That is the solution, then what is in the banks of right and wrong solutions.
    """
    shutil.copytree(REPO / "source" / assignment, root / "source" / assignment)
    if not showcase:
        path = root / "source" / assignment / f"{assignment}.ipynb"
        notebook = nbformat.read(path, as_version=4)
        notebook.cells = [c for c in notebook.cells if "showcase" not in c.metadata.get("tags", [])]
        nbformat.write(notebook, path)
    if not (root / "nbgrader_config.py").exists():
        shutil.copy(REPO / "nbgrader_config.py", root)
    release(root, assignment)
    name = f"{assignment}.ipynb"
    released = nbformat.read(root / "release" / assignment / name, as_version=4)
    source = nbformat.read(root / "source" / assignment / name, as_version=4)
    bank = REPO / "tests" / "submissions" / assignment
    samples = [Sample("solved", ""), *load_samples(bank / "right"), *load_samples(bank / "wrong")]
    return [build_submission(sample, released, source) for sample in samples]


def small_class(students: int, root: Path, *, deadly: bool = True) -> None:
    """Make the small course of the tests (its assignment is ``tiny``) with many students.

    In turn they are right, half right, blank, cheating and, unless not ``deadly``, the end of their
    own kernel, each in another way.
    """
    answers = list(notebooks.ANSWERS.values())
    if deadly:
        answers += [{"mean": cell, "draw": "draw = None"} for cell in DEADLY.values()]
    else:
        answers.remove(notebooks.ANSWERS["deadly"])
    handed_in = zip(range(students), itertools.cycle(answers), strict=False)
    (root / ".autograder").mkdir(parents=True)
    (root / ".autograder" / "secret").write_text(SECRET)
    notebooks.make_course(root, {_student(number): answer for number, answer in handed_in})


def put_on(server: Server | None, root: Path) -> None:
    """Have a class's gradebook in a database of its own on a server; without one it stays as it is."""
    if server is not None:
        with (root / "nbgrader_config.py").open("a") as config:
            config.write(f"\nc.CourseDirectory.db_url = {server.url(server.new_database())!r}\n")


def copy_class(root: Path, target: Path, server: Server | None = None) -> Path:
    """Copy a class, and with it the database of one that has its gradebook on a server."""
    shutil.copytree(root, target)
    if server is not None:
        old = database_of(root).url.database
        config = target / "nbgrader_config.py"
        config.write_text(config.read_text().replace(old, server.new_database(template=old)))
    return target


def database_of(root: Path) -> Database:
    """Return where the gradebook of a class is."""
    return Database.at(CourseFolder.at(root).directory.db_url)


def gradebook_of(root: Path) -> Gradebook:
    """Open the gradebook of a class as nbgrader's own tools do."""
    return Gradebook(CourseFolder.at(root).directory.db_url)


def marked_class(graded: Path, root: Path, server: Server | None = None) -> None:
    """Copy a graded small class, add what a person adds, and forget that it was graded."""
    copy_class(graded, root, server)
    with (root / "nbgrader_config.py").open("a") as config:
        config.write(LATE)
    students = sorted(path.name for path in (root / "submitted").iterdir())
    for student in students[::3]:
        stamp = root / "submitted" / student / "tiny" / "timestamp.txt"
        stamp.write_text("2030-01-02 00:00:00 UTC")
    with gradebook_of(root) as book:
        book.update_or_create_assignment("tiny", duedate="2030-01-01 00:00:00 UTC")
        for student in students[::2]:
            grade = book.find_grade("draw-tests", "tiny", "tiny", student)
            grade.manual_score, grade.extra_credit = 1.25, 0.5
            book.find_comment("why", "tiny", "tiny", student).manual_comment = "See me. 🐺"
        book.db.commit()
    for path in ("autograded", "feedback", ".autograder/tiny"):
        shutil.rmtree(root / path, ignore_errors=True)


def one_notebook_class(name: str, source: NotebookNode, students: int, root: Path) -> None:
    """Make a course of one assignment that all students hand in solved, just as the source is."""
    (root / "nbgrader_config.py").write_text(notebooks.CONFIG)
    notebooks.write(root / "source" / name / f"{name}.ipynb", source)
    for number in range(students):
        notebooks.write(root / "submitted" / _student(number) / name / f"{name}.ipynb", source)


def on_record(root: Path) -> dict[str, str]:
    """Return all that is on record about a small class, a line for each thing that could differ."""
    lines = {}
    with gradebook_of(root) as book:
        for table in ("assignment", "notebook", "base_cell", "submitted_assignment", "grade"):
            count = book.db.execute(text(f"SELECT count(*) FROM {table}")).scalar()
            lines[f"rows of {table}"] = str(count)
        if inspect(book.engine).has_table("alembic_version"):
            version = book.db.execute(text("SELECT version_num FROM alembic_version")).scalars()
            lines["version of the gradebook"] = str(version.all())
        for submission in book.assignment_submissions("tiny"):
            student = submission.student.id
            (notebook,) = submission.notebooks
            facts = [str(submission.timestamp), notebook.late_submission_penalty, notebook.score]
            lines[student] = json.dumps(facts)
            for g in notebook.grades:
                facts = [g.auto_score, g.manual_score, g.extra_credit, g.needs_manual_grade]
                lines[f"{student} {g.cell.name}"] = json.dumps(facts)
            for c in notebook.comments:
                lines[f"{student} {c.cell.name} comment"] = json.dumps(
                    [c.auto_comment, c.manual_comment]
                )
        with tempfile.NamedTemporaryFile("r") as file:
            export = CsvExportPlugin(to=file.name)
            export.export(book)
            lines |= {f"export, line {line}": line for line in file}  # in any order
    for path in (root / ".autograder" / "tiny").glob("*/tiny.json"):
        found = json.loads(path.read_text())
        facts = [[v[key] for key in ("grade_id", "status", "points")] for v in found["verdicts"]]
        lines[f"{path.parent.name} on record"] = json.dumps([found["status"], *facts])
    return lines


def unfinished(root: Path) -> list[str]:
    """Return why something of a small class is not graded, a line for each reason."""
    reasons = []
    for result in load_results(root, "tiny"):
        ours = [v for v in result.verdicts if v.status == "ungraded" and v.by != "hand"]
        reasons += [f"{v.grade_id}: {v.message}" for v in ours]
        reasons += [result.reason] if result.status == "ungraded" else []
    return reasons


def _student(number: int) -> str:
    return f"student{number:03d}"
