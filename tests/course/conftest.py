"""A tiny course: one function to write, one sentence to write, one hidden test."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest
from nbformat.notebooknode import NotebookNode

CONFIG = """c = get_config()
c.CourseDirectory.course_id = "tiny"
from course.release import PREPROCESSORS
c.GenerateAssignment.preprocessors = PREPROCESSORS
"""

SETUP = "import math"

AREA = '''def area(radius):
    """Return the area of a disc."""
    ### BEGIN SOLUTION: pi times the square of the radius
    squared = radius * radius
    surface = math.pi * squared
    return surface
    ### END SOLUTION'''

AREA_TESTS = """assert area(0) == 0
### BEGIN HIDDEN TESTS
canary_of_the_hidden_test = area(2)
assert abs(canary_of_the_hidden_test - 12.566370614359172) < 1e-9
### END HIDDEN TESTS"""

HALF = """def half(number):
    share = number / 2  ### BLANK: one half of it
    return share"""

HALF_TESTS = "assert half(4) == 2"

WHY = "Because the disc is cut into rings, and the rings are summed."


def cell(source: str, grade_id: str, kind: str, points: float = 0, **metadata: object):
    """Return a source cell with nbgrader metadata: `solution`, `tests`, `written` or `locked`."""
    new = nbformat.v4.new_markdown_cell if kind == "written" else nbformat.v4.new_code_cell
    nbgrader = {
        "schema_version": 3,
        "grade_id": grade_id,
        "grade": kind in ("tests", "written"),
        "solution": kind in ("solution", "written"),
        "locked": kind in ("tests", "locked"),
        "task": False,
    }
    if kind in ("tests", "written"):
        nbgrader["points"] = points
    return new(source, id=grade_id, metadata={"nbgrader": nbgrader, **metadata})


def notebook(*cells: NotebookNode) -> NotebookNode:
    """Return a notebook of these cells, or of the whole tiny course when there are none."""
    if not cells:
        cells = (
            nbformat.v4.new_markdown_cell("# Discs\n\nA round thing.", id="title"),
            cell(SETUP, "tiny-setup", "locked", tags=["setup"]),
            nbformat.v4.new_markdown_cell("## Exercise 1 · Area\n\n●○○", id="area-text"),
            cell(AREA, "tiny-area", "solution"),
            cell(AREA_TESTS, "tiny-area-tests", "tests", points=2),
            nbformat.v4.new_markdown_cell("## Exercise 2 · Half", id="half-text"),
            cell(HALF, "tiny-half", "solution"),
            cell(HALF_TESTS, "tiny-half-tests", "tests", points=1),
            cell(WHY, "tiny-why", "written", points=3),
        )
    nb = nbformat.v4.new_notebook(cells=list(cells))
    nb.metadata = {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python", "version": "3.11.0"},
    }
    return nb


def write(root: Path, nb: NotebookNode, assignment: str = "tiny") -> Path:
    """Save a source notebook in the course ``root`` and return its path."""
    path = root / "source" / assignment / f"{assignment}.ipynb"
    path.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(nb, path)
    return path


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """Return a course folder with the assignment `tiny`."""
    root = tmp_path / "course"
    root.mkdir()
    (root / "nbgrader_config.py").write_text(CONFIG)
    write(root, notebook())
    return root
