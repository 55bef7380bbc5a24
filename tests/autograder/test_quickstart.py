"""A course that knows nothing of us: nbgrader's own quickstart, graded to the points stock gives."""

from __future__ import annotations

import shutil
from pathlib import Path

import nbformat
import pytest
from nbgrader.api import Gradebook

from autograder.grade import grade_assignment
from tests.autograder import notebooks

pytestmark = pytest.mark.timeout(300)
SOLVED = {
    "squares": "def squares(n):\n"
    "    if n < 1:\n"
    "        raise ValueError('n must be at least 1')\n"
    "    return [i * i for i in range(1, n + 1)]",
    "sum_of_squares": "def sum_of_squares(n):\n    return sum(squares(n))",
}
STUDENTS = {
    "solved": SOLVED,
    "untouched": {},
    "no_error": SOLVED
    | {"squares": "def squares(n):\n    return [i * i for i in range(1, n + 1)]"},
    "on_its_own": SOLVED
    | {"sum_of_squares": "def sum_of_squares(n):\n    return sum(i * i for i in range(1, n + 1))"},
    "off_by_one": SOLVED
    | {"sum_of_squares": "def sum_of_squares(n):\n    return sum(squares(n))+1"},
    "does_not_parse": SOLVED | {"squares": "def squares(n:"},
}


def nbgrader(root: Path, *arguments: str) -> None:
    done = notebooks.nbgrader(root, *arguments)
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="module")
def course(tmp_path_factory) -> Path:
    """Return a quickstart course in which a few students have handed in."""
    root = tmp_path_factory.mktemp("quickstart") / "course"
    nbgrader(root.parent, "quickstart", "course")
    nbgrader(root, "generate_assignment", "ps1")
    for student, answers in STUDENTS.items():
        folder = root / "submitted" / student / "ps1"
        shutil.copytree(root / "release" / "ps1", folder)
        path = folder / "problem1.ipynb"
        notebook = nbformat.read(path, as_version=4)
        for cell in notebook.cells:
            name = cell.metadata.get("nbgrader", {}).get("grade_id")
            cell.source = answers.get(name, cell.source)
        nbformat.write(notebook, path)
    return root


def scores(root: Path) -> dict[tuple[str, str, str], tuple[float | None, float, bool]]:
    """Return automatic score, maximum and whether a person is waited for, of every graded cell."""
    with Gradebook(f"sqlite:///{root}/gradebook.db") as book:
        return {
            (submission.student.id, notebook.name, grade.name): (
                grade.auto_score,
                grade.max_score,
                grade.needs_manual_grade,
            )
            for submission in book.assignment_submissions("ps1")
            for notebook in submission.notebooks
            for grade in notebook.grades
        }


@pytest.fixture(scope="module")
def stock(course, tmp_path_factory) -> dict:
    """Return the scores that stock nbgrader gives."""
    root = tmp_path_factory.mktemp("stock") / "course"
    shutil.copytree(course, root)
    nbgrader(root, "autograde", "ps1")
    return scores(root)


def test_a_quickstart_course_gets_the_points_that_stock_gives(course, stock, tmp_path):
    ours = tmp_path / "ours"
    shutil.copytree(course, ours)
    results = grade_assignment(ours, "ps1")
    assert scores(ours) == stock
    assert len(scores(ours)) == len(STUDENTS) * len(
        {name for _, *name in map(list, scores(ours)) for name in [tuple(name)]}
    )
    by = {v.grade_id: v.by for r in results for v in r.verdicts}
    assert set(by.values()) == {"verifier", "hand"}, "all of it is decided outside the kernel"


def test_stock_nbgrader_with_our_two_lines_gives_the_same_points(course, stock, tmp_path):
    ours = tmp_path / "ours"
    shutil.copytree(course, ours)
    with (ours / "nbgrader_config.py").open("a") as config:
        config.write(
            "\nc.Autograde.sanitize_preprocessors = "
            '["nbgrader.preprocessors.ClearOutput", "autograder.execute.Reconcile"]\n'
            "c.Autograde.autograde_preprocessors = "
            '["autograder.execute.SandboxedExecute", "nbgrader.preprocessors.LimitOutput", '
            '"nbgrader.preprocessors.SaveAutoGrades", '
            '"nbgrader.preprocessors.CheckCellMetadata"]\n'
        )
    nbgrader(ours, "autograde", "ps1")
    assert scores(ours) == stock
