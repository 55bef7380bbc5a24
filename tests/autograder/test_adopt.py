"""A course written for stock nbgrader is turned over to this grader by two lines."""

from __future__ import annotations

import ast
import sys
import tomllib
from pathlib import Path

import pytest

from autograder import adopt
from autograder.coursefolder import CourseFolder
from autograder.execute import SandboxedExecute, unheeded
from tests.autograder.notebooks import answer, checked, notebook, write

pytestmark = [
    pytest.mark.timeout(120),
    pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning", "ignore::DeprecationWarning"),
]
F = "### BEGIN SOLUTION\ndef f(x): return x + 1\n### END SOLUTION"


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """Return a course as its instructor has it, with a test that only works in the student's process."""
    (tmp_path / "nbgrader_config.py").write_text(
        'c = get_config()\nc.CourseDirectory.course_id = "x"'
    )
    shell = "any(type(one).__name__ == 'ZMQInteractiveShell' for one in gc.get_objects())"
    inside = f"import gc\nassert {shell}"
    source = notebook(answer("f", F), checked("plain", "assert f(1) == 2"), checked("in", inside))
    write(tmp_path / "source/ps1/ps1.ipynb", source)
    return tmp_path


def test_two_lines_turn_a_course_over_and_say_what_cannot_be_decided_outside(course, capsys):
    assert adopt.main(["adopt", str(course)]) == 1
    said = capsys.readouterr().out
    assert "ps1: in" in said
    assert "ps1: plain" not in said
    assert "forged" in said
    config = CourseFolder.at(course).config
    assert "autograder.execute.SandboxedExecute" in config.Autograde.autograde_preprocessors
    assert config.CourseDirectory.course_id == "x"
    before = (course / "nbgrader_config.py").read_text()
    adopt.main(["adopt", str(course)])
    assert (course / "nbgrader_config.py").read_text() == before
    assert "was there already" in capsys.readouterr().out


def test_what_is_no_course_is_said_in_one_line(tmp_path, capsys):
    assert adopt.main(["adopt", str(tmp_path)]) == 1
    error = capsys.readouterr().err
    assert error.count("\n") == 1
    assert "is no course" in error


def test_a_notebook_of_another_language_is_said_so_and_the_others_are_tried(course, capsys):
    other = notebook(answer("f", "f <- 1"), checked("t", "f"))
    other.metadata["kernelspec"] = {"name": "ir", "display_name": "R", "language": "R"}
    write(course / "source/ps0/ps0.ipynb", other)
    adopt.main(["adopt", str(course)])
    said = " ".join(capsys.readouterr().out.split())
    assert "ps0: nobody can be graded" in said
    assert "is a notebook in R: this grader runs Python" in said
    assert "ps1: in" in said


def test_nbgraders_own_settings_are_heeded_or_named(course):
    with (course / "nbgrader_config.py").open("a") as config:
        config.write('\nc.Execute.timeout = 7\nc.Execute.extra_arguments = ["--debug"]\n')
    config = CourseFolder.at(course).config
    assert SandboxedExecute(config=config).bounds.cell_seconds == 7
    (line,) = unheeded(config)
    assert line.startswith("c.Execute.extra_arguments has no effect")
    config.SandboxedExecute.limits = {"cell_seconds": 3.0}
    assert SandboxedExecute(config=config).bounds.cell_seconds == 3


def test_the_grader_by_itself_asks_for_what_it_imports_in_the_versions_of_the_course(repo: Path):
    whole = tomllib.loads((repo / "pyproject.toml").read_text())
    alone = tomllib.loads((repo / "autograder/pyproject.toml").read_text())
    assert set(alone["project"]["dependencies"]) <= set(whole["project"]["dependencies"])
    assert alone["project"]["entry-points"] == whole["project"]["entry-points"]
    ours = [
        name for name in whole["tool"]["setuptools"]["packages"] if name.startswith("autograder")
    ]
    assert alone["tool"]["setuptools"]["packages"] == ours
    named = {line.split(">")[0].split("[")[0].lower() for line in alone["project"]["dependencies"]}
    brought = {"ipython": "ipykernel", "traitlets": "nbgrader", "nbconvert": "nbgrader"}
    brought |= {"alembic": "nbgrader", "zmq": "pyzmq"}
    optional = {"pandas", "sympy", "networkx", "torch", "jax", "tensorflow", "sklearn"}
    optional |= {"dask", "distributed"}
    found = {name for path in (repo / "autograder").rglob("*.py") for name in imports_of(path)}
    missing = {name for name in found - optional if brought.get(name, name).lower() not in named}
    assert not missing


def imports_of(path: Path) -> set[str]:
    """Return the packages of others that a module imports anywhere."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.partition(".")[0])
    found = {"ipython" if name == "IPython" else name for name in found}
    return found - set(sys.stdlib_module_names) - {"autograder"}
