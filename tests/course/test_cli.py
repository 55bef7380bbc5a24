"""The command line: what it prints, and what it returns to the shell."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from autograder.errors import SandboxUnavailable
from course import cli, terminal
from course.folder import NoCourse, find_course

STUDENTS = ("learn", "check")
INSTRUCTORS = (
    "release",
    "kit",
    "roster",
    "collect",
    "grade",
    "grade-one",
    "mark",
    "report",
    "gradescope",
    "teach",
)
COMMANDS = (*STUDENTS, *INSTRUCTORS, "book", "demo", "hub-check")


def run(*arguments: object) -> int:
    try:
        return cli.main([str(x) for x in arguments])
    except SystemExit as end:
        return end.code or 0


@pytest.fixture(autouse=True)
def _own_path(monkeypatch: pytest.MonkeyPatch) -> None:
    """`main` puts this Python's programs on the path; afterwards it is as it was."""
    monkeypatch.setenv("PATH", "/usr/bin:/bin")
    monkeypatch.setattr(terminal, "_console", None)


@pytest.mark.parametrize("arguments", [["--help"], ["-h"], []])
def test_help_fits_one_screen_and_names_every_command(capsys, arguments):
    assert run(*arguments) == 0
    text = capsys.readouterr().out
    assert len(text.splitlines()) <= 24
    assert max(map(len, text.splitlines())) <= 84
    for command in COMMANDS:
        assert f"course {command}" in text


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(capsys, command):
    assert run(command, "--help") == 0
    assert f"usage: course {command}" in capsys.readouterr().out


def test_it_is_there_at_once_because_nothing_heavy_is_imported():
    heavy = {"nbgrader", "nbformat", "jupyter_client", "numpy", "rich", "sqlalchemy", "tensorflow"}
    code = f"import sys, course.cli; print(*sorted({heavy!r} & set(sys.modules)))"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == ""


def test_no_grammar_of_web_addresses_is_compiled_to_read_notebooks(repo: Path):
    code = "import sys; from course.cli import main; main(['release', '--check', 'bandits'])\n"
    code += (
        "print('jsonschema' in sys.modules, 'lark' in sys.modules, 'rfc3987_syntax' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=repo, capture_output=True, text=True)
    assert done.stdout.splitlines()[-1] == "True False False", "see findings/"


def test_python_dash_m_course_is_the_same_command(elsewhere):
    found = subprocess.run(
        [sys.executable, "-m", "course", "--help"], capture_output=True, text=True, check=True
    )
    assert found.stdout == cli.HELP


@pytest.mark.parametrize(
    "arguments", [["dance"], ["check", "--seconds", "x"], ["grade", "--jobs", "0"], ["--nothing"]]
)
def test_a_command_line_that_makes_no_sense_is_one_line_and_exit_1(capsys, arguments):
    assert run(*arguments) == 1
    error = capsys.readouterr().err
    assert len(error.splitlines()) == 1
    assert "--help" in error


@pytest.fixture(autouse=True)
def untried(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave out what takes seconds: only one test asks whether the solution passes its tests."""
    if "its_tests" not in request.node.name:
        monkeypatch.setattr("course.trials.try_solutions", lambda *_: None)


def test_release_says_whether_the_solution_passes_its_tests(course: Path, capsys):
    assert run("--course", course, "release", "tiny") == 0
    said = capsys.readouterr().out
    assert "its solution passes every test" in said or "fails for everybody" in said


def test_release_from_anywhere_inside_the_course(course: Path, monkeypatch, capsys):
    monkeypatch.chdir(course / "source/tiny")
    assert run("release") == 0
    assert capsys.readouterr().out == "released release/tiny\n"
    assert (course / "release/tiny/tiny.ipynb").is_file()


def test_release_check_writes_nothing_and_says_what_is_out_of_date(course: Path, capsys):
    assert run("--course", course, "release", "--check") == 1
    assert "release/tiny/tiny.ipynb" in capsys.readouterr().out
    assert not (course / "release").exists()
    run("--course", course, "release")
    assert run("--course", course, "release", "--check") == 0


@pytest.mark.parametrize("command", ["release", "grade", "report", "learn", "demo"])
def test_an_unknown_assignment_lists_the_known_ones(course: Path, capsys, command):
    run("--course", course, "release")
    (course / "tests/submissions/tiny").mkdir(parents=True)
    capsys.readouterr()
    assert run("--course", course, command, "tyni") == 1
    error = capsys.readouterr().err
    assert len(error.splitlines()) == 1
    assert "'tyni'" in error
    assert "tiny" in error.replace("tyni", "")


def test_check_prints_points_exercise_by_exercise(course: Path, capsys):
    run("--course", course, "release")
    assert run("check", course / "source/tiny/tiny.ipynb") == 0
    text = capsys.readouterr().out
    assert "✓  2/2  Exercise 1 · Area" in text
    assert "3 of 6 points so far" in text


def end_with(monkeypatch: pytest.MonkeyPatch, error: BaseException) -> None:
    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr("course.release.build.release", fail)


@pytest.mark.parametrize(
    ("error", "code", "said"),
    [
        (SandboxUnavailable("No sandbox here."), 1, "course: No sandbox here."),
        (OSError(28, "No space left on device", "gradebook.db"), 1, "gradebook.db"),
        (PermissionError(13, "Permission denied", "release"), 1, "Permission denied: release"),
        (KeyboardInterrupt(), 130, "interrupted"),
        (ZeroDivisionError("ours"), 3, "Traceback"),
        (OSError(9, "Bad file descriptor"), 3, "Traceback"),
        (ModuleNotFoundError("No module named 'pwd'", name="pwd"), 1, "need Linux"),  # Windows
        (ModuleNotFoundError("No module named 'lip'", name="lip"), 3, "Traceback"),
    ],
)
def test_every_ending_has_its_exit_code(course: Path, monkeypatch, capsys, error, code, said):
    end_with(monkeypatch, error)
    assert run("--course", course, "release") == code
    text = capsys.readouterr().err
    assert said in text
    assert ("Traceback" in text) == (code == 3)


def test_the_course_is_the_nearest_one_above(course: Path):
    deep = course / "a/b"
    deep.mkdir(parents=True)
    assert find_course(deep) == course
    assert find_course(Path("/"), given=course) == course


def test_outside_of_any_course_it_is_our_own(elsewhere: Path, repo: Path):
    assert find_course(elsewhere) == repo


def test_a_folder_that_is_no_course_is_said_so(elsewhere: Path):
    with pytest.raises(NoCourse, match=r"nbgrader_config\.py"):
        find_course(elsewhere, given=elsewhere)
