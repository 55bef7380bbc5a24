"""`course check`: a student's own notebook, run afresh, exercise by exercise."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest

from autograder.errors import BadSubmission
from course.instructor.samples import Edit, Sample, build_submission
from course.release.build import release
from course.student.check import Exercise, check_notebook
from course.student.standing import summary
from tests.course.conftest import notebook


@pytest.fixture
def hand_in(course: Path):
    """Return a function that builds a submission from edits and checks it."""
    folder = release(course, "tiny")
    released = nbformat.read(folder / "tiny.ipynb", as_version=4)

    def check(*edits: Edit, base: str = "solved", seconds: float = 30.0) -> dict[str, Exercise]:
        sample = Sample("sample", "A sample.", base=base, edits=edits)
        path = folder / "mine.ipynb"
        nbformat.write(build_submission(sample, released, notebook()), path)
        before = path.read_bytes()
        found = check_notebook(path, cell_seconds=seconds).exercises
        assert path.read_bytes() == before, "the file must not be changed"
        return {exercise.grade_id: exercise for exercise in found}

    return check


def replace(grade_id: str, source: str) -> Edit:
    return Edit("replace", grade_id, source)


def test_a_solved_notebook_has_all_points_but_those_a_person_gives(hand_in):
    found = hand_in()
    assert {x.grade_id: (x.status, x.points) for x in found.values()} == {
        "tiny-area-tests": ("passed", 2.0),
        "tiny-half-tests": ("passed", 1.0),
        "tiny-why": ("by hand", 0.0),
    }
    assert found["tiny-area-tests"].title == "Exercise 1 · Area"
    assert summary(list(found.values())) == (
        "3 of 6 points so far, by the checks you can see. 3 more are for a person to give."
    )


def test_an_untouched_notebook_has_no_points_and_names_every_blank(hand_in):
    found = hand_in(base="untouched")
    assert {x.status for x in found.values()} == {"blank"}
    assert "pi times the square" in found["tiny-area-tests"].message
    assert "one half of it" in found["tiny-half-tests"].message


def test_one_mistake_costs_one_exercise_and_its_message_is_shown(hand_in):
    tests = "assert half(4) == 2, 'half of 4 is 2'"
    found = hand_in(
        replace("tiny-half", "def half(number): return number"), replace("tiny-half-tests", tests)
    )
    assert found["tiny-half-tests"].status == "failed"
    assert found["tiny-half-tests"].message == "half of 4 is 2"
    assert found["tiny-area-tests"].status == "passed"


def test_a_wrong_matrix_stands_whole_below_the_right_one_and_the_hint_below_both(hand_in):
    tests = """\
from lib import check
right = [[0, 1], [2, 3], [4, 5], [6, 7]]
check.close(half(right), right, "half of a matrix", hint="leave it alone")"""
    wrong = "def half(matrix): return [[1 + x for x in row] for row in matrix]"
    found = hand_in(replace("tiny-half", wrong), replace("tiny-half-tests", tests))
    first, *lines, last = found["tiny-half-tests"].message.splitlines()
    assert (first, last.strip()) == ("half of a matrix", "hint: leave it alone")
    assert "".join(lines).replace(" ", "") == (
        "expected:[[0.,1.],[2.,3.],[4.,5.],[6.,7.]]got:[[1,2],[3,4],[5,6],[7,8]]"
    )


def test_a_cell_that_does_not_compile_explains_the_missing_name(hand_in):
    found = hand_in(replace("tiny-half", "def half(number) return number / 2"))
    assert found["tiny-half-tests"].message.startswith("SyntaxError")


def test_a_blank_that_lib_explains_is_a_blank(hand_in):
    reached = "def half(number): raise NotImplementedError('fill in: one half')"
    found = hand_in(replace("tiny-half", reached))
    assert found["tiny-half-tests"].status == "blank"
    assert found["tiny-half-tests"].message == "fill in: one half"


def test_a_cell_that_never_ends_costs_its_exercise_only(hand_in):
    stubborn = """
def area(radius):
    while True:
        try:
            while True: pass
        except BaseException:
            pass
"""
    found = hand_in(replace("tiny-area", stubborn), seconds=3)
    assert found["tiny-area-tests"].status == "failed"
    assert "did not end within 3 s" in found["tiny-area-tests"].message
    assert found["tiny-half-tests"].status == "passed"


WAITS = {
    "a program": (
        "!echo Retrying; sleep 100; echo pip install wings",
        "echo pip install wings`, whose last words are “Retrying”. Is there a network?",
    ),
    "a program by Python": (
        "import subprocess\nsubprocess.run(['sleep', '100'])",
        "it waited for the program `sleep 100`, which said nothing",
    ),
    "a pause": (
        "import time\ntime.sleep(100)",
        "it computed nothing, and waited in `time.sleep(100)`",
    ),
    "a loop": ("n = 1\nwhile n:\n    n += 1", "a loop? It was at `"),
}


@pytest.mark.parametrize(("source", "told"), WAITS.values(), ids=WAITS)
def test_a_cell_that_does_not_end_says_which_it_is_and_what_it_waits_for(
    course: Path, source: str, told: str
):
    nb = notebook()
    nb.cells.insert(0, nbformat.v4.new_code_cell(source, id="first"))
    path = course / "mine.ipynb"
    nbformat.write(nb, path)
    (trouble,) = check_notebook(path, cell_seconds=3).troubles
    first = source.splitlines()[0]
    assert trouble.startswith(f"cell 1, `{first}`: did not end within 3 s: ")
    assert told in trouble
    assert all(x.status != "failed" for x in check_notebook(path, cell_seconds=3).exercises)


def test_an_error_before_the_first_exercise_is_told_and_one_behind_is_not(course: Path):
    nb = notebook()
    nb.cells.insert(0, nbformat.v4.new_code_cell("import wings", id="first"))
    nb.cells.append(nbformat.v4.new_code_cell("1 / 0", id="last"))
    path = course / "mine.ipynb"
    nbformat.write(nb, path)
    assert check_notebook(path).troubles == [
        "cell 1, `import wings`: ModuleNotFoundError: No module named 'wings'"
    ]


def test_code_that_ends_python_costs_its_exercise_only(hand_in):
    found = hand_in(replace("tiny-area", "import os\ndef area(radius): os._exit(1)"))
    assert found["tiny-area-tests"].status == "failed"
    assert "ended Python" in found["tiny-area-tests"].message
    assert found["tiny-half-tests"].status == "passed"


@pytest.mark.parametrize(("change", "status"), [("markdown", "failed"), ("showcase", "passed")])
def test_a_check_counts_only_once_it_has_run(course: Path, change: str, status: str):
    path = release(course, "tiny") / "tiny.ipynb"
    released = nbformat.read(path, as_version=4)
    nb = build_submission(Sample("sample", "A sample.", base="solved"), released, notebook())
    for cell in nb.cells:
        if cell.id == "tiny-area-tests" and change == "markdown":
            cell.cell_type = "markdown"
        elif cell.id == "tiny-area-tests":
            cell.metadata["tags"] = [change]
            cell.source += "\nran = True"
        elif cell.id == "tiny-half-tests" and change == "showcase":
            cell.source += "\nassert ran"
    for cell in nb.cells:
        if cell.cell_type == "markdown":
            cell.pop("outputs", None)
            cell.pop("execution_count", None)
    nbformat.write(nb, path)
    found = {exercise.grade_id: exercise for exercise in check_notebook(path).exercises}
    assert found["tiny-area-tests"].status == status
    assert found["tiny-half-tests"].status == "passed"
    assert ("Esc, then y" in found["tiny-area-tests"].message) is (status == "failed")


def test_cells_that_only_show_are_not_run(course: Path):
    nb = notebook()
    nb.cells.append(nbformat.v4.new_code_cell("1 / 0", metadata={"tags": ["showcase"]}, id="show"))
    path = course / "mine.ipynb"
    nbformat.write(nb, path)
    assert all(x.status != "failed" for x in check_notebook(path).exercises)


@pytest.mark.parametrize(
    ("text", "complaint"), [("{", "not a notebook"), (None, "no notebook")], ids=["cut", "missing"]
)
def test_what_is_no_notebook_is_said_in_one_line(tmp_path: Path, text, complaint: str):
    path = tmp_path / "mine.ipynb"
    if text is not None:
        path.write_text(text)
    with pytest.raises(BadSubmission, match=complaint) as error:
        check_notebook(path)
    assert "\n" not in str(error.value)


def test_a_notebook_without_exercises_is_said_so(tmp_path: Path):
    path = tmp_path / "mine.ipynb"
    nbformat.write(nbformat.v4.new_notebook(), path)
    with pytest.raises(BadSubmission, match="no exercises"):
        check_notebook(path)
