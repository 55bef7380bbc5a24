"""Sample submissions: small files that the demo and the banks of every assignment share."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest

from autograder.errors import BadSource
from course.instructor.samples import Edit, build_submission, load_sample
from course.release.build import release
from tests.course.conftest import notebook

FILE = """# Takes the diameter for the radius.
# fails: tiny-area-tests, tiny-other
# says: twice the radius
# %% tiny-area
def area(radius):
    return math.pi * (2 * radius) ** 2

# %% + tiny-setup
spare = 1
# %% - tiny-half-tests
"""


def sample(folder: Path, text: str):
    path = folder / "diameter.py"
    path.write_text(text, encoding="utf-8")
    return load_sample(path)


@pytest.fixture
def released(course: Path) -> nbformat.NotebookNode:
    return nbformat.read(release(course, "tiny") / "tiny.ipynb", as_version=4)


def sources(nb: nbformat.NotebookNode) -> dict[str, str]:
    return {c.id: c.source for c in nb.cells}


def test_a_file_says_what_it_is_and_what_grading_must_find(tmp_path: Path):
    found = sample(tmp_path, FILE)
    assert found.name == "diameter"
    assert found.about == "Takes the diameter for the radius."
    assert found.fails == ("tiny-area-tests", "tiny-other")
    assert found.says == "twice the radius"
    assert found.base == "solved"
    assert found.edits == (
        Edit("replace", "tiny-area", "def area(radius):\n    return math.pi * (2 * radius) ** 2"),
        Edit("insert", "tiny-setup", "spare = 1"),
        Edit("delete", "tiny-half-tests"),
    )


def test_a_submission_is_the_release_solved_with_the_edits(tmp_path: Path, released):
    nb = build_submission(sample(tmp_path, FILE), released, notebook())
    text = sources(nb)
    assert "2 * radius" in text["tiny-area"]
    assert text["tiny-half"].splitlines()[1] == "    share = number / 2"
    assert "tiny-half-tests" not in text
    assert nb.cells[2].source == "spare = 1"
    nbformat.validate(nb)


def test_students_never_had_the_hidden_tests(tmp_path: Path, released):
    nb = build_submission(sample(tmp_path, "# Solved."), released, notebook())
    assert "canary" not in nbformat.writes(nb)
    assert "###" not in nbformat.writes(nb)


def test_untouched_is_the_release_itself(tmp_path: Path, released):
    nb = build_submission(
        sample(tmp_path, "# As it came.\n# base: untouched"), released, notebook()
    )
    assert nb == released
    assert nb is not released


def test_a_cell_that_is_not_there_is_an_error_that_lists_those_that_are(tmp_path: Path, released):
    with pytest.raises(BadSource, match=r"'tiny-aera'.*tiny-setup, tiny-area"):
        build_submission(sample(tmp_path, "# A slip.\n# %% tiny-aera\n"), released, notebook())


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("# %% tiny-area\nx = 1", "first line must say"),
        ("# Fine.\nx = 1", "before the first"),
        ("# Fine.\n# %% a b c", "line 2"),
        ("# Fine.\n# base: perfect", "solved or untouched"),
    ],
)
def test_a_file_of_another_form_is_an_error(tmp_path: Path, text: str, complaint: str):
    with pytest.raises(BadSource, match=complaint):
        sample(tmp_path, text)
