"""A notebook gets the same points however a tool or a person left it, and whoever gives them.

``course grade``, ``nbgrader autograde``, Formgrader's button and ``course check`` are asked about the
same class.
"""

from __future__ import annotations

import json
from pathlib import Path

import nbformat
import pytest
from nbgrader.api import Gradebook

from autograder.grade import grade_assignment
from course.instructor.classroom import enter_assignment
from course.release.build import release
from course.student.check import check_notebook
from course.student.workplace import original_of
from tests.as_left import CHANGES, FEWER, WRITTEN, left
from tests.autograder.notebooks import (
    BLANK,
    CONFIG,
    answer,
    checked,
    nbgrader,
    notebook,
    python,
    setup,
    written,
)

pytestmark = [
    pytest.mark.timeout(400),
    pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning", "ignore::DeprecationWarning"),
]
RELEASES = """
from course.release import PREPROCESSORS
c.GenerateAssignment.preprocessors = PREPROCESSORS
"""
BY_BUTTON = (
    "a byte order mark",
    "Colab",
    "without any metadata",
    "a solution split in two",
    "wrong",
)
CHECKED = (  # a kernel each, so not all of them
    *("a byte order mark", "sources with Windows' line ends", "Colab", "without any metadata"),
    *("a solution split in two", "everything twice", "two exercises merged", "backwards"),
    *("a test that is text", "a solution that is text", "all tests at the end", "without a test"),
    *("an error between", "a command first", "without a solution", "half right", "untouched"),
)
BUTTON = """
import json, sys
from nbgrader.apps import NbGraderAPI
from traitlets.config import PyFileConfigLoader
config = PyFileConfigLoader("nbgrader_config.py").load_config()
api = NbGraderAPI(config=config)
print(json.dumps([api.autograde("hw", name)["success"] for name in sys.argv[1:]]))
"""


def student(name: str) -> str:
    return name.replace(" ", "-").replace(",", "").replace("'", "")


class Left:
    """The class, and what each way to grade it said."""

    def __init__(self, root: Path) -> None:
        self.root = root
        (root / "nbgrader_config.py").write_text(CONFIG + RELEASES)
        nb = notebook(
            setup("import math"),
            answer("hw-double", BLANK.format("def double(x): return 2 * x")),
            checked("hw-double-tests", "assert double(2) == 4\nassert double(0) == 0", 2),
            answer("hw-triple", BLANK.format("def triple(x): return x + x + x")),
            checked(
                "hw-triple-tests", "assert triple(1) == 3\n3.0 if triple(-1) == -3 else 1.0", 3
            ),
            written("hw-why", "Twice and thrice."),
        )
        nb.cells[0].metadata.nbgrader.grade_id = "hw-setup"
        (root / "source/hw").mkdir(parents=True)
        nbformat.write(nb, root / "source/hw/hw.ipynb")
        release(root, "hw")
        self.paths = {}
        released = json.loads((root / "release/hw/hw.ipynb").read_text())
        for name, data in left(_with_text(released)).items():
            self.paths[name] = root / "submitted" / student(name) / "hw/hw.ipynb"
            self.paths[name].parent.mkdir(parents=True)
            self.paths[name].write_bytes(data)
        results = grade_assignment(root, "hw")
        self.ours = {one.student: _automatic(one.verdicts) for one in results}
        self.reasons = {one.student: [one.reason, *one.notes] for one in results}
        self.in_our_book = self.in_gradebook()
        (root / "gradebook.db").unlink()
        enter_assignment(root, "hw")

    def in_gradebook(self) -> dict[str, dict[str, float | None]]:
        with Gradebook(f"sqlite:///{self.root}/gradebook.db") as book:
            return {
                one.student.id: {grade.name: grade.auto_score for grade in one.notebooks[0].grades}
                for one in book.assignment_submissions("hw")
            }


def _with_text(released: dict) -> dict:
    """Return a released notebook with its sources as texts."""
    for cell in released["cells"]:
        cell["source"] = "".join(cell["source"])
    return released


def _automatic(verdicts: list) -> dict[str, float | None]:
    return {v.grade_id: v.points for v in verdicts if v.by != "hand"}


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Left:
    return Left(tmp_path_factory.mktemp("left"))


def test_every_way_to_leave_a_notebook_keeps_the_points_of_what_is_in_it(graded: Left):
    points = {name: sum(graded.ours[student(name)].values()) for name in graded.paths}
    expected = {name: FEWER.get(name, 5.0) for name in [*CHANGES, *WRITTEN]}
    assert points == expected, {name: graded.reasons[student(name)] for name in points}


def test_course_check_says_what_course_grade_gives(graded: Left):
    found, ours = {}, {}
    for name in CHECKED:
        path = graded.paths[name]
        exercises = check_notebook(path, original=original_of(path)).exercises
        found[name] = {x.grade_id: x.points for x in exercises if x.status != "by hand"}
        ours[name] = graded.ours[student(name)] | {"hw-why": 0.0}
        found[name].setdefault("hw-why", 0.0)
    assert found == ours


def test_nbgrader_and_formgrader_s_button_give_what_course_grade_gives(graded: Left):
    done = nbgrader(graded.root, "autograde", "--force", "hw")
    assert done.returncode == 0, done.stderr
    assert graded.in_gradebook() == graded.in_our_book
    (graded.root / "gradebook.db").unlink()
    enter_assignment(graded.root, "hw")
    names = [student(name) for name in BY_BUTTON]
    done = python(graded.root, "-c", BUTTON, *names)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout.strip().splitlines()[-1]) == [True] * len(names)
    assert graded.in_gradebook() == {name: graded.in_our_book[name] for name in names}
