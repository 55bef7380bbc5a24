"""Every bank of submissions, graded as a class: the right pass, the wrong fail, the hostile gain nothing.

A bank is ``tests/submissions/<assignment>/{right,wrong,hostile}/*.py`` (the format is told in
``course.instructor.samples``). A new assignment joins by having one.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import ClassVar

import nbformat
import pytest

from autograder.grade import grade_assignment
from autograder.limits import Limits
from autograder.verdict import Graded
from autograder.workers import forkserver
from course.instructor.samples import Sample, build_submission, load_samples
from course.release.build import release

REPO = Path(__file__).resolve().parent.parent
BANKS = REPO / "tests" / "submissions"
pytestmark = pytest.mark.timeout(1800)  # the first test of each assignment grades its whole bank
KINDS = ("right", "wrong", "hostile")
SAMPLES = {
    (assignment.name, kind, sample.name): sample
    for assignment in sorted(BANKS.iterdir())
    if assignment.name not in KINDS  # the autograder's own bank: tests/autograder/test_hostile.py
    for kind in KINDS
    for sample in (load_samples(assignment / kind) if (assignment / kind).is_dir() else ())
}
ASSIGNMENTS = sorted({assignment for assignment, _, _ in SAMPLES})
HONEST = Sample("honest", "Hands in the solution, while all the others are graded.")
UNTOUCHED = Sample("untouched", "Hands in the notebook as it came.", base="untouched")
LIMITS = Limits(cell_seconds=8.0, notebook_seconds=90.0, memory_mb=2048)


class NotedServer(forkserver.ForkServer):
    """A fork server whose name is kept, because all it starts carries it in its environment."""

    addresses: ClassVar[list[str]] = []

    def __init__(self, *arguments: tuple[str, ...], **options: bool) -> None:
        super().__init__(*arguments, **options)
        self.addresses.append(self.address)


class Class:
    """A whole bank in a course folder, graded once."""

    def __init__(self, assignment: str, folder: Path) -> None:
        self.assignment = assignment
        self.folder = folder
        shutil.copy(REPO / "nbgrader_config.py", folder)
        shutil.copytree(REPO / "source" / assignment, folder / "source" / assignment)
        release(folder, assignment)
        self._released = self._read("release")
        self._source = self._read("source")
        for (name, kind, sample_name), sample in SAMPLES.items():
            if name == assignment:
                self._hand_in(f"{kind}-{sample_name}", sample)
        self._hand_in("honest", HONEST)
        self._hand_in("untouched", UNTOUCHED)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(forkserver, "ForkServer", NotedServer)
            results = grade_assignment(folder, assignment, limits=LIMITS, jobs=2)
        self.results: dict[str, Graded] = {result.student: result for result in results}

    def _read(self, where: str) -> nbformat.NotebookNode:
        path = self.folder / where / self.assignment / f"{self.assignment}.ipynb"
        return nbformat.read(path, as_version=4)

    def _hand_in(self, student: str, sample: Sample) -> None:
        place = self.folder / "submitted" / student / self.assignment
        place.mkdir(parents=True)
        notebook = build_submission(sample, self._released, self._source)
        nbformat.write(notebook, place / f"{self.assignment}.ipynb")


@pytest.fixture(scope="session")
def classes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Class]:
    """Return a place for the classes; each is graded when its first test asks for it."""
    return {}


@pytest.fixture
def graded(
    assignment: str, classes: dict[str, Class], tmp_path_factory: pytest.TempPathFactory
) -> Class:
    """Return the class of an assignment, graded."""
    if assignment not in classes:
        classes[assignment] = Class(assignment, tmp_path_factory.mktemp(assignment))
    return classes[assignment]


def _named(kind: str) -> list[tuple[str, str]]:
    return [(assignment, name) for assignment, k, name in SAMPLES if k == kind]


def _reasons(result: Graded) -> str:
    lines = [f"{v.grade_id}: {v.message}" for v in result.verdicts if v.status != "passed"]
    return "\n".join([result.reason, *result.notes, *lines])


@pytest.mark.parametrize(("assignment", "name"), _named("right"))
def test_a_right_solution_gets_every_automatic_point(graded: Class, name: str) -> None:
    result = graded.results[f"right-{name}"]
    automatic = [v for v in result.verdicts if v.by != "hand"]
    assert result.status == "graded", result.reason
    assert automatic
    assert all(v.status == "passed" and v.points == v.max_points for v in automatic), _reasons(
        result
    )


@pytest.mark.parametrize(("assignment", "name"), _named("wrong"))
def test_a_wrong_solution_fails_the_test_meant_for_it_and_no_other(
    graded: Class, assignment: str, name: str
) -> None:
    sample = SAMPLES[assignment, "wrong", name]
    result = graded.results[f"wrong-{name}"]
    failed = {v.grade_id for v in result.verdicts if v.by != "hand" and v.status != "passed"}
    assert failed == set(sample.fails), _reasons(result)
    told = " ".join(
        f"{v.message} {v.expected} {v.got} {v.hint}"
        for v in result.verdicts
        if v.grade_id in sample.fails
    )
    assert sample.says.lower() in told.lower()


@pytest.mark.parametrize(("assignment", "name"), _named("hostile"))
def test_a_hostile_submission_gains_nothing(graded: Class, name: str) -> None:
    result = graded.results[f"hostile-{name}"]
    assert result.points == 0, _reasons(result)
    assert not any(v.status == "passed" for v in result.verdicts)


@pytest.mark.parametrize("assignment", ASSIGNMENTS)
def test_the_solution_gets_full_points_even_beside_hostile_neighbours(graded: Class) -> None:
    result = graded.results["honest"]
    automatic = [v for v in result.verdicts if v.by != "hand"]
    assert all(v.points == v.max_points for v in automatic), _reasons(result)
    assert "seccomp" in result.layers


@pytest.mark.parametrize("assignment", ASSIGNMENTS)
def test_the_untouched_notebook_gets_nothing_and_every_blank_is_named(graded: Class) -> None:
    result = graded.results["untouched"]
    assert result.points == 0
    for verdict in result.verdicts:
        if verdict.by != "hand":
            assert "fill in: " in verdict.message, (verdict.grade_id, verdict.message)


@pytest.mark.parametrize("assignment", ASSIGNMENTS)
def test_no_process_of_any_submission_survives(graded: Class) -> None:
    assert graded.results
    assert NotedServer.addresses
    alive = [
        (path / "cmdline").read_text()
        for path in Path("/proc").iterdir()
        if path.name.isdigit() and any(x in _environment(path) for x in NotedServer.addresses)
    ]
    assert alive == []


def _environment(process: Path) -> str:
    try:
        return (process / "environ").read_text(errors="replace")
    except (FileNotFoundError, ProcessLookupError, PermissionError):
        return ""  # it has just ended, or is somebody else's
