"""Small notebooks and a small course, built cell by cell."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

REPO = Path(__file__).resolve().parents[2]
CONFIG = """
c = get_config()
c.CourseDirectory.course_id = "tiny"
c.Autograde.sanitize_preprocessors = [
    "nbgrader.preprocessors.ClearOutput",
    "autograder.execute.Reconcile",
]
c.Autograde.autograde_preprocessors = [
    "autograder.execute.SandboxedExecute",
    "nbgrader.preprocessors.LimitOutput",
    "autograder.execute.SaveScores",
    "nbgrader.preprocessors.CheckCellMetadata",
]
c.Autograde.exporter_class = "autograder.execute.SubmissionExporter"
c.ExportApp.plugin_class = "autograder.report.stock.ExportDecided"
"""
BLANK = "### BEGIN SOLUTION\n{}\n### END SOLUTION"


def _cell(kind, source: str, name: str, tags: tuple[str, ...], **role: object) -> NotebookNode:
    nbgrader = {"grade_id": name, "schema_version": 3, "grade": False, "solution": False}
    nbgrader |= {"locked": False, "task": False, **role}
    return kind(source, metadata={"nbgrader": nbgrader, "tags": list(tags)})


def setup(source: str) -> NotebookNode:
    return _cell(new_code_cell, source, "setup", ("setup",), locked=True)


def given(name: str, source: str) -> NotebookNode:
    return _cell(new_code_cell, source, name, (), locked=True)


def answer(name: str, source: str) -> NotebookNode:
    return _cell(new_code_cell, source, name, (), solution=True)


def checked(name: str, source: str, points: float = 1, *tags: str) -> NotebookNode:
    return _cell(new_code_cell, source, name, tags, grade=True, locked=True, points=points)


def written(name: str, source: str, points: float = 2) -> NotebookNode:
    return _cell(new_markdown_cell, source, name, (), solution=True, grade=True, points=points)


def code(source: str, *tags: str) -> NotebookNode:
    return new_code_cell(source, metadata={"tags": list(tags)})


def notebook(*cells: NotebookNode) -> NotebookNode:
    """Return a notebook in which every cell can be found by its name again and again."""
    made = new_notebook(cells=list(cells))
    for number, cell in enumerate(made.cells):
        cell["id"] = f"cell-{number}"
    return made


def source() -> NotebookNode:
    """Return the instructor's notebook of the small course: 2 + 3 points, and 2 by hand."""
    return notebook(
        setup("import numpy as np"),
        new_markdown_cell("# Means"),
        answer("mean", BLANK.format("def mean(xs): return sum(xs) / len(xs)")),
        checked("mean-tests", "assert mean([1, 2, 3]) == 2, 'the mean of 1, 2, 3 is 2'", 2),
        answer("draw", BLANK.format("def draw(rng): return rng.random()")),
        checked(
            "draw-tests",
            "xs = [draw(np.random.default_rng(n)) for n in range(9)]\n"
            "### BEGIN HIDDEN TESTS\n"
            "assert xs == [np.random.default_rng(n).random() for n in range(9)], 'kestrel_7319'\n"
            "### END HIDDEN TESTS",
            3,
        ),
        written("why", "because"),
    )


ANSWERS = {
    "right": {
        "mean": "def mean(xs): return sum(xs) / len(xs)",
        "draw": "def draw(rng): return rng.random()",
        "why": "because it is the middle",
    },
    "half": {"mean": "import numpy as n\nmean = n.mean", "draw": "def draw(rng): return 0.5"},
    "blank": {},
    "deadly": {"mean": "import os\nos._exit(0)", "draw": "def draw(rng): return rng.random()"},
    "cheat": {"mean": "def mean(xs):\n    print(5)\n    raise SystemExit", "draw": "draw = True"},
}
POINTS = {
    "right": {"mean-tests": 2.0, "draw-tests": 3.0, "why": None},
    "half": {"mean-tests": 2.0, "draw-tests": 0.0, "why": 0.0},
    "blank": {"mean-tests": 0.0, "draw-tests": 0.0, "why": 0.0},
    "deadly": {"mean-tests": 0.0, "draw-tests": 3.0, "why": 0.0},
    "cheat": {"mean-tests": 0.0, "draw-tests": 0.0, "why": 0.0},
}


def handed_in(answers: dict[str, str]) -> NotebookNode:
    """Return the student's notebook with these answers in it."""
    made = source()
    for cell in made.cells:
        name = cell.metadata.get("nbgrader", {}).get("grade_id", "")
        if cell.metadata.get("nbgrader", {}).get("solution"):
            blank = "YOUR ANSWER HERE"
            if cell.cell_type == "code":
                blank = "# YOUR CODE HERE\nraise NotImplementedError()"
            cell.source = answers.get(name, blank)
        elif name == "draw-tests":
            cell.source = cell.source.splitlines()[0]
    return made


def make_course(root: Path, students: dict[str, dict[str, str]]) -> Path:
    """Build the small course with its submissions in a folder."""
    (root / "nbgrader_config.py").write_text(CONFIG)
    write(root / "source/tiny/tiny.ipynb", source())
    for student, answers in students.items():
        hand_in(root, student, answers)
    return root


def hand_in(root: Path, student: str, answers: dict[str, str]) -> Path:
    return write(root / f"submitted/{student}/tiny/tiny.ipynb", handed_in(answers))


def write(path: Path, content: NotebookNode) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(content, path)
    return path


def nbgrader(course: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run one of nbgrader's own commands in a course."""
    return python(course, "-m", "nbgrader", *words)


def python(course: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run this Python in a course, with its programs and this repository in reach."""
    environment = os.environ | {
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
        "PYTHONPATH": str(REPO),
    }
    command = [sys.executable, *words]
    return subprocess.run(command, cwd=course, env=environment, capture_output=True, text=True)


class WarmServer:
    """The fork server of all tests in place of a new one for each run."""

    closed = False

    def __init__(self, address: str) -> None:
        self.address = address

    def wait_until_ready(self) -> None:
        """Be ready."""

    def close(self) -> None:
        """Leave it running."""
