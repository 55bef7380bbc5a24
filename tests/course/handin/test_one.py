"""One hand-in where a platform runs it: the zip for Gradescope, unpacked as Gradescope does, and what it answers."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import jsonschema
import nbformat
import pytest

from autograder.errors import SandboxUnavailable
from autograder.sandbox import confine
from course.cli import main
from course.handin.one import grade_one
from course.handout.gradescope import build_autograder
from tests.autograder.closed import OF_CONTAINERS, in_sight
from tests.course.conftest import notebook
from tests.course.handin.samples import zipped
from tests.course.kit_home import link_packages

REPO = Path(__file__).resolve().parents[3]
SCHEMA = json.loads((REPO / "tests/autograder/report/gradescope_schema.json").read_text("utf-8"))
METADATA = {
    "created_at": "2026-03-02T18:05:31.000000-08:00",
    "assignment": {"due_date": "2026-03-02T12:00:00.000000-08:00", "title": "Discs"},
    "users": [{"email": "ada@example.edu", "name": "Ada", "sid": "17"}],
}
WRONG = "def area(radius):\n    return 3 * radius * radius"
HOSTILE = "import os, sys\nsys.settrace(None)\ndef area(radius):\n    os._exit(0)"


def work(**answers: str) -> bytes:
    """Return the tiny notebook, with some answers in place of the solution's."""
    nb = notebook()
    for cell in nb.cells:
        cell.source = answers.get(cell.id.removeprefix("tiny-").replace("-", "_"), cell.source)
    return nbformat.writes(nb).encode()


@pytest.fixture
def hand_in(tmp_path: Path):
    """Return a way to lay files out as a submission."""

    def lay(files: dict[str, bytes]) -> Path:
        folder = tmp_path / "submission"
        for name, content in files.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(content)
        folder.mkdir(exist_ok=True)
        return folder

    return lay


def valid(told: dict) -> dict:
    jsonschema.validate(told, SCHEMA)
    assert "score" in told
    return told


@pytest.mark.parametrize(
    "files",
    [
        {"tiny.ipynb": work()},
        {"my solution (1).ipynb": work(), "notes.txt": b"hello"},
        {"work.zip": zipped({"deep/tiny.ipynb": work()})},
        {"tiny.ipynb": work(), "tiny-old.ipynb": work(area=WRONG)},
    ],
)
def test_right_work_gets_its_points_however_it_is_called_and_packed(
    course: Path, hand_in, files: dict
):
    told = valid(grade_one(hand_in(files), course, metadata=METADATA))
    assert told["score"] == 3
    shown = {test["name"]: test["visibility"] for test in told["tests"]}
    assert sorted(shown.values()) == [
        "after_due_date",
        "visible",
        "visible",
    ]  # one has a hidden part


def test_wrong_work_is_told_why_and_tests_are_shown_when_the_instructor_says(course: Path, hand_in):
    told = valid(
        grade_one(hand_in({"tiny.ipynb": work(half="half = 3")}), course, hidden="visible")
    )
    assert told["score"] == 2
    assert {test["visibility"] for test in told["tests"]} == {"visible"}
    (lost,) = [test for test in told["tests"] if test.get("status") == "failed"]
    assert "not callable" in lost["output"]


@pytest.mark.parametrize(
    ("files", "says"),
    [
        ({}, "no notebook of this assignment was handed in (found: nothing)"),
        ({"essay.pdf": b"%PDF"}, "found: essay.pdf"),
        ({"tiny.ipynb": b"{ broken"}, "tiny.ipynb"),
        ({"w.zip": zipped({"../tiny.ipynb": work()})}, "leads out of this zip"),
        ({"a.ipynb": work(), "b.ipynb": work(area=WRONG)}, "are both tiny: hand in one of them"),
    ],
)
def test_what_cannot_be_graded_has_a_score_and_says_why(
    course: Path, hand_in, files: dict, says: str
):
    told = valid(grade_one(hand_in(files), course))
    assert told["score"] == 0
    assert says in told["output"]


def test_without_a_sandbox_there_is_a_score_and_the_word_that_it_is_no_zero(
    course: Path, hand_in, monkeypatch: pytest.MonkeyPatch
):
    def refuse() -> None:
        raise SandboxUnavailable("this kernel has no Landlock")

    monkeypatch.setattr(confine, "require_support", refuse)
    told = valid(grade_one(hand_in({"tiny.ipynb": work()}), course))
    assert told["score"] == 0
    assert "no Landlock" in told["output"]
    assert "not a zero" in told["output"]


def test_who_is_late_loses_what_the_course_says(course: Path, hand_in):
    config = course / "nbgrader_config.py"
    config.write_text(config.read_text() + 'c.LateSubmissionPlugin.penalty_method = "zero"\n')
    folder = hand_in({"tiny.ipynb": work(), "timestamp.txt": b"1999-01-01 00:00:00 UTC"})
    assert grade_one(folder, course, metadata=METADATA)["score"] == 0
    early = {**METADATA, "created_at": "2026-03-02T11:05:31.000000-08:00"}
    assert grade_one(folder, course, metadata=early)["score"] == 3


def test_the_command_leaves_results_behind(course: Path, hand_in, tmp_path: Path, capsys):
    results = tmp_path / "out" / "results.json"
    folder = hand_in({"tiny.ipynb": work()})
    assert main(["--course", str(course), "grade-one", str(folder), "--results", str(results)]) == 0
    assert valid(json.loads(results.read_text()))["score"] == 3
    assert "3 points" in capsys.readouterr().out


@pytest.fixture(scope="module")
def container(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return an /autograder as Gradescope makes it: the zip unpacked, and set up, packages linked in."""
    root = tmp_path_factory.mktemp("autograder")
    root.chmod(0o755)  # as theirs is
    made = build_autograder(REPO, "bandits", root)
    with zipfile.ZipFile(made) as stream:
        stream.extractall(root / "source")
        modes = {entry.filename: entry.external_attr >> 16 for entry in stream.infolist()}
    assert modes["setup.sh"] == modes["run_autograder"] == 0o755
    link_packages(root / "source" / "venv")
    wheel = next((root / "source").glob("*.whl"))
    assert wheel.name in (root / "source" / "requirements.txt").read_text()
    python = root / "source" / "venv" / "bin" / "python"
    subprocess.run([python, "-m", "pip", "install", "--quiet", "--no-index", wheel], check=True)
    with (root / "source" / "course" / "nbgrader_config.py").open("a") as config:
        linked = sysconfig.get_path("purelib")  # where the linked packages are
        config.write(f"\nc.SandboxedExecute.readable = [{linked!r}]\n")
    return root


@pytest.mark.parametrize(("what", "score"), [("right", 31), ("hostile", 29), ("untouched", 0)])
def test_the_zip_grades_in_a_container_of_gradescopes(container: Path, what: str, score: float):
    """As root of a container, with what Docker leaves to it."""
    name = "bandits/bandits.ipynb"
    nb = nbformat.read(REPO / ("release" if what == "untouched" else "source") / name, as_version=4)
    for cell in nb.cells:
        if what == "hostile" and cell.id == "bandits-regret":
            cell.source = HOSTILE.replace("area(radius)", "total_regret(pulls, means)")
    shutil.rmtree(container / "submission", ignore_errors=True)
    (container / "submission").mkdir()
    nbformat.write(nb, container / "submission" / "My Work.ipynb")
    (container / "submission_metadata.json").write_text(json.dumps(METADATA))
    (container / "results").mkdir(exist_ok=True)
    drop = [
        "setpriv",
        f"--bounding-set=-all,+{',+'.join(OF_CONTAINERS.split())}",
        "--inh-caps=-all",
    ]
    command = ["bash", str(container / "source" / "run_autograder")]
    if os.geteuid() == 0:
        command = [*drop, *command]
    done = subprocess.run(
        in_sight(command, (sys.prefix, sys.base_prefix, container)),
        env={"PATH": "/usr/bin:/bin", "HOME": str(container), "AUTOGRADER_ROOT": str(container)},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    told = valid(json.loads((container / "results" / "results.json").read_text()))
    assert told["score"] == score, told
    assert len(told["tests"]) == 12
