"""Stock nbgrader's own commands, run over a class: no grade is written where none is known."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest
from nbformat import NotebookNode
from nbgrader.api import Gradebook

from autograder.grade import grade_assignment
from autograder.report.stock import ExportDecided
from course import cli
from course.instructor.classroom import enter_assignment
from tests.autograder.notebooks import (
    ANSWERS,
    CONFIG,
    checked,
    handed_in,
    make_course,
    nbgrader,
    source,
    write,
)

pytestmark = [
    pytest.mark.timeout(240),
    pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning", "ignore::DeprecationWarning"),
]
OPEN = ("open", "1.0 if mean([2, 4]) == 3 else float('nan')")  # for some, no number of points
NBGRADERS = CONFIG.replace("autograder.execute.SaveScores", "nbgrader.preprocessors.SaveAutoGrades")


def scores(root: Path) -> dict[str, dict[str, float | None]]:
    """Return each student's automatic points, test by test."""
    with Gradebook(f"sqlite:///{root}/gradebook.db") as book:
        return {
            submission.student.id: {g.name: g.auto_score for g in submission.notebooks[0].grades}
            for submission in book.assignment_submissions("tiny")
        }


def exported(root: Path) -> dict[str, str]:
    """Return what ``nbgrader export`` says that each student has, without a process of its own."""
    with Gradebook(f"sqlite:///{root}/gradebook.db") as book:
        ExportDecided(to=str(root / "grades.csv")).export(book)
    return table_of(root)


def table_of(root: Path) -> dict[str, str]:
    """Return each student's score in the table that was exported."""
    with (root / "grades.csv").open(newline="") as file:
        return {row["student_id"]: row["score"] for row in csv.DictReader(file)}


@pytest.fixture
def course(tmp_path: Path) -> Callable[..., Path]:
    """Return a function that makes a small course with more cells, and two students of it."""

    def make(*more: NotebookNode, config: str = CONFIG, set_up: str = "") -> Path:
        root = make_course(tmp_path, {})
        (root / "nbgrader_config.py").write_text(config)
        nb = source()
        nb.cells += more
        nb.cells[0].source += f"\n{set_up}"
        for number, cell in enumerate(nb.cells):
            cell["id"] = f"cell-{number}"
        write(root / "source/tiny/tiny.ipynb", nb)
        for student, wrong in {"anna": False, "ben": True}.items():
            answers = ANSWERS["right"]
            if wrong:
                answers = answers | {"mean": "def mean(xs): return 0.0"}
            mine = handed_in(answers)
            mine.cells += nb.cells[len(mine.cells) :]
            write(root / f"submitted/{student}/tiny/tiny.ipynb", mine)
        return root

    return make


def test_a_test_without_a_verdict_takes_no_other_points_away(course):
    root = course(checked(*OPEN))
    grade_assignment(root, "tiny")
    ours, table = scores(root), exported(root)
    assert ours["anna"]["open"] == 1.0
    assert ours["ben"] == {"mean-tests": 0.0, "draw-tests": 3.0, "why": None, "open": None}
    (root / "gradebook.db").unlink()
    enter_assignment(root, "tiny")
    done = nbgrader(root, "autograde", "--force", "tiny")
    assert done.returncode == 0, done.stderr
    assert "ben: open could not be graded: " in done.stderr
    assert scores(root) == ours
    assert nbgrader(root, "export").returncode == 0
    assert table_of(root) == table == {"anna": "6.0", "ben": ""}


def test_what_a_person_gives_in_its_place_counts(course):
    root = course(checked(*OPEN))
    grade_assignment(root, "tiny")
    with Gradebook(f"sqlite:///{root}/gradebook.db") as book:
        for name, points in {"open": 0.5, "why": 1.0}.items():
            book.find_grade(name, "tiny", "tiny", "ben").manual_score = points
        book.db.commit()
    assert exported(root) == {"anna": "6.0", "ben": "4.5"}


def test_under_nbgrader_s_own_way_to_save_it_is_no_zero_either(course):
    root = course(checked(*OPEN), config=NBGRADERS)
    enter_assignment(root, "tiny")
    assert nbgrader(root, "autograde", "tiny").returncode != 0
    assert set(scores(root)["ben"].values()) == {None}
    assert exported(root) == {"anna": "6.0", "ben": ""}


def test_no_grade_is_written_where_the_verifier_cannot_be_set_up(course):
    root = course(set_up="import os\nassert os.path.exists('/nowhere/at/all')")
    enter_assignment(root, "tiny")
    assert nbgrader(root, "autograde", "tiny").returncode != 0
    assert {points for of in scores(root).values() for points in of.values()} == {None}
    assert exported(root) == {"anna": "", "ben": ""}
    assert not list(root.glob("autograded/*/tiny/*.ipynb"))


def test_who_handed_in_nothing_has_nothing_and_names_may_hold_commas(course):
    root = course()
    grade_assignment(root, "tiny")
    with Gradebook(f"sqlite:///{root}/gradebook.db") as book:
        book.add_student("cleo", last_name="Doe, Jr.", first_name="Cleo")
    assert exported(root) == {"anna": "5.0", "ben": "3.0", "cleo": "0.0"}


def test_after_course_release_alone_nbgrader_grades_as_we_do(course, monkeypatch, capsys):
    root = course()
    grade_assignment(root, "tiny")
    ours = scores(root)
    (root / "gradebook.db").unlink()
    monkeypatch.chdir(root)
    assert cli.main(["release"]) == 0
    assert "released release/tiny" in capsys.readouterr().out
    done = nbgrader(root, "autograde", "--force", "tiny")
    assert done.returncode == 0, done.stderr
    assert scores(root) == ours


def test_a_source_that_no_longer_fits_what_was_graded_is_told_at_release(
    course, monkeypatch, capsys
):
    root = course()
    grade_assignment(root, "tiny")
    path = root / "source/tiny/tiny.ipynb"
    nb = nbformat.read(path, as_version=4)
    nb.cells.append(checked("new-tests", "assert mean([4]) == 4"))
    write(path, nb)
    monkeypatch.chdir(root)
    assert cli.main(["release", "tiny"]) != 0
    said = capsys.readouterr()
    assert "released release/tiny" in said.out
    assert "gained or lost cells" in said.out + said.err
