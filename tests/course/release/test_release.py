"""From source to release: students get blanks, and nothing they should not read."""

from __future__ import annotations

import copy
import json
import os
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from nbgrader.utils import compute_checksum

from autograder.errors import BadSource, StorageError, UnknownAssignment
from course.folder import assignments_in
from course.release import PREPROCESSORS
from course.release.build import differences, release
from tests.course.conftest import AREA, AREA_TESTS, CONFIG, cell, notebook, write

CANARY = "canary_of_the_hidden_test"


def released(root: Path) -> nbformat.NotebookNode:
    return nbformat.read(release(root, "tiny") / "tiny.ipynb", as_version=4)


def sources(nb: nbformat.NotebookNode) -> dict[str, str]:
    return {c.id: c.source for c in nb.cells}


def test_solutions_become_blanks_and_hidden_tests_are_gone(course: Path):
    text = sources(released(course))
    assert text["tiny-area"].endswith("\n    <YOUR CODE: pi times the square of the radius>")
    assert text["tiny-half"].splitlines()[1] == "    share = <YOUR CODE: one half of it>"
    assert text["tiny-area-tests"].strip() == "assert area(0) == 0"
    assert "Your answer here" in text["tiny-why"]
    assert CANARY not in (course / "release/tiny/tiny.ipynb").read_text()


def test_released_twice_it_is_the_same_byte_for_byte(course: Path):
    first = (release(course, "tiny") / "tiny.ipynb").read_bytes()
    assert (release(course, "tiny") / "tiny.ipynb").read_bytes() == first
    assert first.endswith(b"}\n")


def test_where_it_was_made_leaves_no_trace(course: Path, tmp_path: Path):
    elsewhere = tmp_path / "another place"
    elsewhere.mkdir()
    (elsewhere / "nbgrader_config.py").write_text(CONFIG)
    write(elsewhere, notebook())
    here, there = release(course, "tiny"), release(elsewhere, "tiny")
    assert (here / "tiny.ipynb").read_bytes() == (there / "tiny.ipynb").read_bytes()


def test_a_source_without_cell_ids_still_releases_the_same_each_time(course: Path):
    nb = notebook()
    nb.nbformat_minor = 4
    for c in nb.cells:
        del c["id"]
    path = course / "source/tiny/tiny.ipynb"
    path.write_text(json.dumps(nb))
    first = (release(course, "tiny") / "tiny.ipynb").read_bytes()
    assert (release(course, "tiny") / "tiny.ipynb").read_bytes() == first


def test_stock_nbgrader_makes_the_same_notebook(course: Path):
    ours = (release(course, "tiny") / "tiny.ipynb").read_bytes()
    here = Path(sys.executable).parent
    subprocess.run(
        [sys.executable, "-m", "nbgrader", "generate_assignment", "tiny", "--force"],
        cwd=course,
        env={**os.environ, "PATH": f"{here}{os.pathsep}{os.environ['PATH']}"},
        check=True,
        capture_output=True,
    )
    assert (course / "release/tiny/tiny.ipynb").read_bytes() == ours


def test_checksums_are_those_validate_expects(course: Path):
    graded = [c for c in released(course).cells if "nbgrader" in c.metadata]
    assert len(graded) == 6
    for c in graded:
        assert c.metadata.nbgrader.checksum == compute_checksum(c)


def test_outputs_and_timings_of_the_author_stay_with_the_author(course: Path):
    nb = notebook()
    nb.cells[1].outputs = [nbformat.v4.new_output("stream", text="secret 12.566")]
    nb.cells[1].execution_count = 7
    nb.cells[1].metadata["execution"] = {"iopub.execute_input": "2024-01-01T00:00:00Z"}
    write(course, nb)
    text = (release(course, "tiny") / "tiny.ipynb").read_text()
    assert "12.566" not in text
    assert "2024" not in text
    assert '"execution_count": 7' not in text


def test_support_files_come_along(course: Path):
    (course / "source/tiny/img").mkdir()
    (course / "source/tiny/img/disc.svg").write_text("<svg/>")
    assert (release(course, "tiny") / "img/disc.svg").read_text() == "<svg/>"


def refuse(course: Path, complaint: str) -> None:
    """An old release is there; making a new one fails with ``complaint``, and the old one stays."""
    old = course / "release/tiny/tiny.ipynb"
    old.parent.mkdir(parents=True)
    old.write_text("the old one")
    before = sorted(course.iterdir())
    with pytest.raises(BadSource, match=complaint):
        release(course, "tiny")
    assert old.read_text() == "the old one"
    assert sorted(course.iterdir()) == before


def with_cell(source: str, kind: str = "locked", **metadata: object) -> nbformat.NotebookNode:
    nb = notebook()
    nb.cells.append(cell(source, "tiny-more", kind, points=1, **metadata))
    return nb


def test_release_refuses_a_notebook_whose_hidden_test_would_leak(course: Path):
    nb = with_cell("See below", metadata_note="assert abs(canary_of_the_hidden_test - "
                   "12.566370614359172) < 1e-9")  # fmt: skip
    write(course, nb)
    refuse(course, "hidden test of cell tiny-area-tests")


def test_release_refuses_a_support_file_with_the_solution_in_it(course: Path):
    solved = AREA.replace("### BEGIN SOLUTION: pi times the square of the radius", "")
    (course / "source/tiny/answers.py").write_text(solved.replace("### END SOLUTION", ""))
    refuse(course, r"answers\.py: the solution of cell tiny-area")


def test_release_refuses_a_whole_solution_repeated_in_plain_sight(course: Path):
    lines = [line for line in AREA.splitlines() if "###" not in line]
    write(course, with_cell("\n".join(lines).replace("area", "again")))
    refuse(course, "solution of cell tiny-area could be read")


def test_one_line_of_scaffold_shared_with_a_solution_is_no_leak(course: Path):
    write(course, with_cell("squared = radius * radius", kind="solution-free"))
    release(course, "tiny")


@pytest.mark.parametrize("source", ["2 * (area(1) == 3)", "assert area(1)\n1.5", "area(2)", "1\\"])
def test_a_test_may_end_with_a_number_or_with_what_is_only_shown(course: Path, source):
    write(course, with_cell(source, "tests"))
    release(course, "tiny")


@pytest.mark.parametrize(
    ("source", "kind", "complaint"),
    [
        ("x = 1", "solution", "without BEGIN SOLUTION or BLANK"),
        ("### BEGIN SOLUTION\nx = 1\n### END SOLUTION", "locked", "not a solution cell"),
        ("### BEGIN SOLUTION\nx = 1", "solution", "without an END"),
        ("### BEGIN HIDDEN TESTS\nassert x", "tests", "without an END"),
        ("assert x\n### END HIDDEN TESTS", "tests", "without a BEGIN"),
        ("### BEGIN HIDDEN TESTS\nassert xyz == 1\n### END HIDDEN TESTS", "locked", "test cell"),
        ("### BEGIN HIDEN TESTS\nassert xyz\n### END HIDDEN TESTS", "tests", "without a BEGIN"),
        ("### begin solution\nx = 1\n### end solution", "locked", "still there"),
        ("x = 1  ##BLANK: one", "locked", "still there"),
        ("x = 1  ### BLANK: one", "locked", "not a solution cell"),
        ("area(1) == 3", "tests", "ends with 'area\\(1\\) == 3', which is no number of points"),
        ("ok = area(1)\nnot ok", "tests", "ends with 'not ok', which is no number"),
        ("assert area(1)\nFalse", "tests", "ends with 'False', which is no number"),
    ],
)
def test_release_refuses_marks_out_of_place_and_names_the_cell(course, source, kind, complaint):
    write(course, with_cell(source, kind))
    refuse(course, f"tiny.ipynb, cell tiny-more: .*{complaint}")


def test_release_refuses_two_cells_of_one_name(course: Path):
    nb = notebook()
    nb.cells.append(copy.deepcopy(nb.cells[4]))
    nb.cells[-1].id = "other"
    write(course, nb)
    refuse(course, "cells 5 and 10 share the grade_id 'tiny-area-tests'")


def test_release_refuses_the_picture_of_a_model_answer(course: Path):
    nb = notebook()
    nb.cells[-1].attachments = {"answer.png": {"image/png": "aaaa"}}
    write(course, nb)
    refuse(course, "attachment 'answer.png'")


def test_a_picture_students_do_see_may_be_attached(course: Path):
    nb = notebook()
    nb.cells[0].source += "\n![disc](attachment:disc.png)"
    nb.cells[0].attachments = {"disc.png": {"image/png": "aaaa"}}
    write(course, nb)
    release(course, "tiny")


def test_a_file_that_is_no_notebook_is_refused_in_one_sentence(course: Path):
    (course / "source/tiny/tiny.ipynb").write_text('{"cells": [')
    refuse(course, "nbgrader can't release 'tiny'")


def test_an_unknown_assignment_lists_the_known_ones(course: Path):
    with pytest.raises(UnknownAssignment, match=r"'big'\. Known: tiny"):
        release(course, "big")


def test_a_release_folder_that_cannot_be_written_is_said_clearly(course: Path):
    (course / "release").write_text("a file where the folder should be")
    with pytest.raises(StorageError, match="Can't write"):
        release(course, "tiny")


def test_differences_name_the_files_that_are_out_of_date(course: Path):
    folder = release(course, "tiny")
    assert differences(course, "tiny") == []
    (folder / "tiny.ipynb").write_text("edited by hand")
    (folder / "stray.txt").write_text("not from source")
    assert differences(course, "tiny") == ["stray.txt", "tiny.ipynb"]


def test_hidden_tests_do_reach_the_gradebook_of_stock_nbgrader(course: Path):
    """They are cut after the gradebook has them: autograding needs them back."""
    assert CANARY in AREA_TESTS
    names = [name.rpartition(".")[2] for name in PREPROCESSORS]
    assert names.index("Blanks") < names.index("SaveCells") < names.index("ClearHiddenTests")
    assert names[-1] == "Sealed"


def test_the_committed_release_is_what_the_source_gives(repo: Path):
    stale = {name: differences(repo, name) for name in assignments_in(repo / "source")}
    assert not {name: files for name, files in stale.items() if files}
