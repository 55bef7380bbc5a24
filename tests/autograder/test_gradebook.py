"""A gradebook made by us is one that nbgrader would have made, and says what is on record."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace

import nbgrader.api
import pytest

from autograder.grade import grade_assignment
from autograder.gradebook import _make_gradebook, find_alembic
from autograder.prepare import Prepared
from autograder.workers.kernel import Setting
from tests.autograder.notebooks import ANSWERS, WarmServer, make_course

pytestmark = pytest.mark.filterwarnings(
    "ignore::sqlalchemy.exc.SAWarning", "ignore::DeprecationWarning"
)


def tables(path) -> set[tuple]:
    with closing(sqlite3.connect(path)) as connection:
        return set(connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_master"))


def version(path) -> list[tuple]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute("SELECT version_num FROM alembic_version").fetchall()


def test_its_tables_and_their_version_are_nbgraders(tmp_path):
    find_alembic()
    ours, theirs = tmp_path / "ours.db", tmp_path / "theirs.db"
    _make_gradebook(f"sqlite:///{ours}")
    nbgrader.api.Gradebook(f"sqlite:///{theirs}").close()

    def without_blanks(path):
        return {(*row[:3], "".join((row[3] or "").split()).rstrip(";")) for row in tables(path)}

    assert without_blanks(ours) == without_blanks(theirs)
    assert version(ours) == version(theirs)
    assert len(version(ours)) == 1


def test_one_that_is_there_is_left_alone(tmp_path):
    path = tmp_path / "gradebook.db"
    path.write_bytes(b"somebody's")
    _make_gradebook(f"sqlite:///{path}")
    assert path.read_bytes() == b"somebody's"
    assert list(tmp_path.iterdir()) == [path]


# What is on record and what is in the gradebook say the same


RIGHT = ANSWERS["right"]


@pytest.fixture(scope="module")
def graded_once(tmp_path_factory, setting: Setting) -> Path:
    """Return a small course that has been graded."""
    root = make_course(tmp_path_factory.mktemp("course"), {"anna": RIGHT, "ben": ANSWERS["half"]})
    (root / "submitted/anna/tiny/timestamp.txt").write_text("2030-01-02 00:00:00 UTC")
    server = WarmServer(setting.address)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("autograder.workers.forkserver.ForkServer", lambda *_, **__: server)
        grade_assignment(root, "tiny")
    return root


@pytest.fixture
def course(graded_once: Path, tmp_path: Path, monkeypatch) -> Path:
    """Return a copy of it, in which nothing can be graded any more but what is on record."""
    monkeypatch.setattr("autograder.workers.forkserver.ForkServer", None)
    return shutil.copytree(graded_once, tmp_path / "course")


def entered(root: Path, name: str = "gradebook.db") -> dict[str, dict[str, tuple]]:
    """Return each student's scores, by hand and by us, and the late penalty."""
    with nbgrader.api.Gradebook(f"sqlite:///{root}/{name}") as book:
        return {
            submission.student.id: {
                "penalty": submission.notebooks[0].late_submission_penalty,
                **{
                    g.cell.name: (g.auto_score, g.manual_score)
                    for g in submission.notebooks[0].grades
                },
            }
            for submission in book.assignment_submissions("tiny")
        }


def configure(root: Path, line: str) -> None:
    with (root / "nbgrader_config.py").open("a") as config:
        config.write(f"\n{line}\n")


def set_due(root: Path, when: str | None) -> None:
    with nbgrader.api.Gradebook(f"sqlite:///{root}/gradebook.db") as book:
        book.update_or_create_assignment("tiny", duedate=when)


def test_a_gradebook_that_was_moved_away_is_filled_again_and_no_kernel_runs(course):
    before = entered(course)
    assert before["anna"]["draw-tests"] == (3.0, None)
    (course / "gradebook.db").rename(course / "old.db")
    grade_assignment(course, "tiny")
    assert entered(course) == before


def test_so_is_another_one_that_the_configuration_names_today(course):
    before = entered(course)
    configure(course, f"c.CourseDirectory.db_url = 'sqlite:///{course}/fresh.db'")
    grade_assignment(course, "tiny")
    assert entered(course, "fresh.db") == before


def test_one_student_who_was_taken_out_is_entered_again_and_the_others_are_left_alone(course):
    before = entered(course)
    with nbgrader.api.Gradebook(f"sqlite:///{course}/gradebook.db") as book:
        book.remove_submission("tiny", "ben")
        book.find_grade("draw-tests", "tiny", "tiny", "anna").manual_score = 2.0
        book.db.commit()
    grade_assignment(course, "tiny")
    after = entered(course)
    assert after["ben"] == before["ben"]
    assert after["anna"]["draw-tests"] == (3.0, 2.0)


def test_a_record_whose_notebook_is_gone_is_none(course, monkeypatch):
    next((course / ".autograder/tiny/ben").glob("*.ipynb")).unlink()
    done = []
    monkeypatch.setattr(Prepared, "on", lambda _, __, tasks: done.extend(tasks) or tasks)
    monkeypatch.setattr(Prepared, "require_setup", lambda *_: None)
    monkeypatch.setattr(Prepared, "tried", lambda _, tasks, __: tasks)
    monkeypatch.setattr("autograder.grade._outcomes", lambda *_: iter(()))
    servers = SimpleNamespace(start=lambda _: None)
    grade_assignment(course, "tiny", servers=servers)
    assert [task.student for task in done] == ["ben"]


@pytest.mark.parametrize("method", ["zero", "none"])
def test_penalties_follow_a_due_date_that_is_set_or_moved_after_grading(course, method):
    configure(course, f"c.LateSubmissionPlugin.penalty_method = {method!r}")
    set_due(course, "2030-01-01 00:00:00 UTC")
    grade_assignment(course, "tiny")
    late = entered(course)
    assert late["anna"]["penalty"] == ({"zero": 5.0, "none": None}[method])
    assert late["ben"]["penalty"] is None, "nobody knows when he handed in"
    set_due(course, "2030-01-03 00:00:00 UTC")
    grade_assignment(course, "tiny")
    assert entered(course)["anna"]["penalty"] is None


def test_penalties_follow_the_plugin_of_today_and_a_due_date_that_is_taken_back(course):
    set_due(course, "2030-01-01 00:00:00 UTC")
    grade_assignment(course, "tiny")
    assert entered(course)["anna"]["penalty"] is None
    configure(course, "c.LateSubmissionPlugin.penalty_method = 'zero'")
    grade_assignment(course, "tiny")
    assert entered(course)["anna"]["penalty"] == 5.0
    set_due(course, None)
    grade_assignment(course, "tiny")
    assert entered(course)["anna"]["penalty"] is None


def test_what_can_not_be_read_takes_back_what_the_hand_in_before_it_earned(course, setting):
    with nbgrader.api.Gradebook(f"sqlite:///{course}/gradebook.db") as book:
        book.find_grade("why", "tiny", "tiny", "anna").manual_score = 1.5
        book.db.commit()
    place = course / "submitted/anna/tiny/tiny.ipynb"
    right = place.read_bytes()
    server = WarmServer(setting.address)
    servers = SimpleNamespace(start=lambda _: server)
    place.write_text("{ this is no notebook")
    (anna, _) = grade_assignment(course, "tiny", servers=servers)
    assert anna.status == "ungraded"
    assert {score for score, _ in _scores(course, "anna").values()} == {None}
    assert _scores(course, "anna")["why"] == (None, 1.5), "what a person gave stays"
    assert not (course / "autograded/anna/tiny/tiny.ipynb").exists()
    assert (course / "autograded/ben/tiny/tiny.ipynb").exists()
    place.write_bytes(right)
    (anna, _) = grade_assignment(course, "tiny", servers=servers)
    assert anna.status == "graded"
    assert _scores(course, "anna")["draw-tests"] == (3.0, None)
    assert (course / "autograded/anna/tiny/tiny.ipynb").exists()


def _scores(course: Path, student: str) -> dict[str, tuple]:
    return {name: pair for name, pair in entered(course)[student].items() if name != "penalty"}
