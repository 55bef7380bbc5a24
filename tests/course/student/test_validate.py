"""The button *Validate*: which exercise, and why, whoever answers it."""

from __future__ import annotations

import logging
import re
from html import unescape
from pathlib import Path

import nbformat
import pytest
from nbformat.notebooknode import NotebookNode
from nbgrader.validator import Validator

from course.folder import assignments_in
from course.instructor.samples import Edit, Sample, build_submission, fill_solutions
from course.release.build import release
from course.release.folding import fold
from course.student.validate import answer
from tests.course.conftest import notebook

REPO = Path(__file__).resolve().parents[3]
WRITTEN = Edit("replace", "tiny-why", "Rings.")
SHOWS = '# a film\nraise ValueError("nobody waits for this")'


def shown(source: str, error: str) -> list[str]:
    """Return the lines that a reader sees: the first is text, the others are HTML."""
    return [source, *unescape(re.sub("</?b>", "", error)).splitlines()]


@pytest.fixture
def validate(course: Path):
    """Return a function that validates a submission, made of edits, as under ``course learn``."""
    folder = release(course, "tiny")
    released = nbformat.read(folder / "tiny.ipynb", as_version=4)

    def said(*edits: Edit, base: str = "solved") -> list[str]:
        path = folder / "mine.ipynb"
        sample = Sample("sample", "A sample.", base=base, edits=edits)
        nbformat.write(build_submission(sample, released, notebook()), path)
        result = answer(path)
        assert result["success"]
        failed = result["value"].get("failed", [])
        return [line for one in failed for line in shown(one["source"], one["error"])]

    return said


def test_a_solved_notebook_is_a_success(validate):
    assert validate(WRITTEN) == []


def test_a_mistake_is_the_name_of_its_exercise_and_the_reason(validate):
    wrong = Edit("replace", "tiny-half", "def half(number):\n    raise ValueError('1 < 2 & <i>')")
    standing, *lines = validate(WRITTEN, wrong)
    assert standing.startswith("2 of 6 points so far")
    assert lines == ["Exercise 2 · Half", "  ✗ ValueError: 1 < 2 & <i>"]


def test_an_untouched_notebook_names_its_blanks_a_line_each(validate):
    standing, *lines = validate(base="untouched")
    assert "3 still to fill in" in standing
    assert lines == [
        "Exercise 1 · Area",
        "  ✎ fill in: pi times the square of the radius",
        "Exercise 2 · Half",
        "  ✎ fill in: one half of it",
        "  ✎ write your answer; a person reads it",
    ]


def test_a_changed_check_is_told_beside_what_else_is_wrong(validate):
    weaker = Edit("replace", "tiny-area-tests", "pass")
    wrong = Edit("replace", "tiny-half", "def half(number):\n    return 7")
    _, *lines = validate(WRITTEN, weaker, wrong)
    assert lines[0] == "Exercise 1 · Area"
    assert lines[1].startswith("  ! This check was changed.")
    assert lines[2] == "Exercise 2 · Half"


def test_what_is_no_notebook_is_said_in_a_line(tmp_path: Path):
    (tmp_path / "broken.ipynb").write_text("{")
    said = answer(tmp_path / "broken.ipynb")
    assert not said["success"]
    assert "broken.ipynb is not a notebook" in said["value"]


@pytest.mark.slow
@pytest.mark.parametrize("assignment", assignments_in(REPO / "release"))
def test_on_a_hub_without_us_a_solved_chapter_passes_and_no_cell_misses_what_is_passed_over(
    assignment: str, tmp_path: Path
):
    path = tmp_path / f"{assignment}.ipynb"
    nbformat.write(_solved(assignment), path)
    validator = Validator(validate_all=True, log=logging.getLogger("silent"))
    validator.log.disabled = True
    assert validator.validate(str(path)) == {}


def _solved(assignment: str) -> NotebookNode:
    name = f"{assignment}/{assignment}.ipynb"
    nb = nbformat.read(REPO / "release" / name, as_version=4)
    fill_solutions(nb, nbformat.read(REPO / "source" / name, as_version=4))
    for c in nb.cells:
        fold(c)
        if c.cell_type == "code" and "showcase" in c.metadata.get("tags", []):
            c.source = SHOWS  # would be found if it ran
        if c.cell_type == "markdown" and c.metadata.get("nbgrader", {}).get("solution"):
            c.source = "An answer."
    return nb
