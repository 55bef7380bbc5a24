"""Every bank of submissions, graded as a class: the right pass, the wrong fail, the hostile gain nothing.

A bank is ``tests/submissions/<assignment>/{right,wrong,hostile}/*.py`` (the format is told in
``course.instructor.samples``). A new assignment joins by having one.

All wrong solutions are graded in every run of the tests, of the right ones a third: which, changes with the notebook.
``--whole-banks`` grades all.

Wrong solutions of different exercises share a notebook, a few at a time: it must fail just the tests that
are meant for them. Where it does not, each is graded alone, and then answers for itself. With
``--each-alone``, as in `make bench`, all are.
"""

from __future__ import annotations

import hashlib
import itertools
import shutil
from collections.abc import Collection, Iterable
from dataclasses import replace
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
THIRD = {  # of the right ones, the place from which every third is graded
    assignment: hashlib.sha256(
        (REPO / "source" / assignment / f"{assignment}.ipynb").read_bytes()
    ).digest()[0]
    % 3
    for assignment in ASSIGNMENTS
}
HONEST = Sample("honest", "Hands in the solution, while all the others are graded.")
UNTOUCHED = Sample("untouched", "Hands in the notebook as it came.", base="untouched")
# Exercises whose test takes seconds of any that solve them: only who hands in something else is given them.
COSTLY = {"ms_pacman": ("mp-network", "mp-network-tests")}
MOST_TOGETHER = 12  # wrong solutions in a notebook
LIMITS = Limits(cell_seconds=12.0, notebook_seconds=90.0, memory_mb=2048)
PATIENT = replace(LIMITS, cell_seconds=30.0)  # where a costly exercise is solved, on a busy machine


class NotedServer(forkserver.ForkServer):
    """A fork server whose name is kept, because all it starts carries it in its environment."""

    addresses: ClassVar[list[str]] = []

    def __init__(self, *arguments: tuple[str, ...], **options: bool) -> None:
        super().__init__(*arguments, **options)
        self.addresses.append(self.address)


class Class:
    """A whole bank, graded once: in a course folder, and in a second one where an exercise is costly.

    In that one the exercise is left out, for those who would only solve it.
    """

    def __init__(self, assignment: str, folder: Path, *, whole: bool, together: bool) -> None:
        self.assignment = assignment
        samples = {
            f"{kind}-{s}": x
            for (a, kind, s), x in SAMPLES.items()
            if a == assignment and (whole or kind != "right" or s in some_right(assignment))
        }
        shared = sharing(samples) if together else {}
        sharers = set(itertools.chain(*shared))
        others = {name: x for name, x in samples.items() if name not in sharers}
        united = {names[0]: one for names, one in shared.items()}
        self.results = self._all_graded(folder / "first", others | united)
        alone = {}
        for names in shared:
            result = self.results.pop(names[0])
            members = {name: samples[name] for name in names}
            if as_meant(result, members.values()):
                self.results |= {name: share_of(result, name, members) for name in members}
            else:
                alone |= members
        if alone:
            self.results |= self._all_graded(folder / "alone", alone)

    def _all_graded(self, folder: Path, samples: dict[str, Sample]) -> dict[str, Graded]:
        costly = set(COSTLY.get(self.assignment, ()))
        cheap = {name: x for name, x in samples.items() if costly and not concerned(x, costly)}
        others = {name: x for name, x in samples.items() if name not in cheap}
        others |= {"honest": HONEST, "untouched": UNTOUCHED}
        results = self._graded(folder / "everything", others)
        return results | (self._graded(folder / "cheap", cheap, without=costly) if cheap else {})

    def _graded(
        self, folder: Path, samples: dict[str, Sample], without: Collection[str] = ()
    ) -> dict[str, Graded]:
        shutil.copytree(REPO / "source" / self.assignment, folder / "source" / self.assignment)
        shutil.copy(REPO / "nbgrader_config.py", folder)
        source = self._read(folder / "source")
        source.cells = [cell for cell in source.cells if cell.id not in without]
        nbformat.write(source, self._path(folder / "source"))
        release(folder, self.assignment)
        released = self._read(folder / "release")
        for student, sample in samples.items():
            place = self._path(folder / "submitted" / student)
            place.parent.mkdir(parents=True)
            nbformat.write(build_submission(sample, released, source), place)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(forkserver, "ForkServer", NotedServer)
            limits = PATIENT if self.assignment in COSTLY and not without else LIMITS
            results = grade_assignment(folder, self.assignment, limits=limits, jobs=2)
        return {result.student: result for result in results}

    def _path(self, folder: Path) -> Path:
        return folder / self.assignment / f"{self.assignment}.ipynb"

    def _read(self, folder: Path) -> nbformat.NotebookNode:
        return nbformat.read(self._path(folder), as_version=4)


def concerned(sample: Sample, exercise: Collection[str]) -> bool:
    """Say whether a sample hands in something else than the solution of an exercise: its cells."""
    return sample.base == "untouched" or not cells_of(sample).isdisjoint(exercise)


def cells_of(sample: Sample) -> set[str]:
    """Return the cells that a sample edits, and the tests that it fails."""
    return {edit.grade_id for edit in sample.edits} | set(sample.fails)


def sharing(samples: dict[str, Sample]) -> dict[tuple[str, ...], Sample]:
    """Return wrong solutions that share a notebook, and the sample that is all of them."""
    bags: list[list[str]] = []
    for name, sample in samples.items():
        replaces = all(edit.action == "replace" for edit in sample.edits)
        if not name.startswith("wrong-") or sample.base != "solved" or not replaces:
            continue
        for bag in bags:
            taken = set().union(*(cells_of(samples[other]) for other in bag))
            if len(bag) < MOST_TOGETHER and taken.isdisjoint(cells_of(sample)):
                bag.append(name)
                break
        else:
            bags.append([name])
    return {
        tuple(bag): Sample(
            bag[0],
            "Several wrong solutions.",
            fails=tuple(test for name in bag for test in samples[name].fails),
            edits=tuple(edit for name in bag for edit in samples[name].edits),
        )
        for bag in bags
        if len(bag) > 1
    }


def failed(result: Graded) -> set[str]:
    """Return the tests that a submission did not pass."""
    return {v.grade_id for v in result.verdicts if v.by != "hand" and v.status != "passed"}


def told(result: Graded, sample: Sample) -> str:
    """Return what the tests meant for a sample say of it."""
    meant = [v for v in result.verdicts if v.grade_id in sample.fails]
    return " ".join(f"{v.message} {v.expected} {v.got} {v.hint}" for v in meant)


def as_meant(result: Graded, samples: Iterable[Sample]) -> bool:
    """Say whether a notebook fails the tests meant for those in it and no other, in their words."""
    meant = {test for sample in samples for test in sample.fails}
    return failed(result) == meant and all(
        sample.says.lower() in told(result, sample).lower() for sample in samples
    )


def share_of(result: Graded, name: str, members: dict[str, Sample]) -> Graded:
    """Return one member's part of a result: without the tests that are meant for the others."""
    others = {test for other in members for test in members[other].fails if other != name}
    kept = tuple(v for v in result.verdicts if v.grade_id not in others)
    return replace(result, student=name, verdicts=kept)


@pytest.fixture(scope="session")
def classes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Class]:
    """Return a place for the classes; each is graded when its first test asks for it."""
    return {}


@pytest.fixture
def graded(
    assignment: str,
    classes: dict[str, Class],
    tmp_path_factory: pytest.TempPathFactory,
    request: pytest.FixtureRequest,
) -> Class:
    """Return the class of an assignment, graded."""
    if assignment not in classes:
        alone = request.config.getoption("each_alone")
        whole = alone or request.config.getoption("whole_banks")
        folder = tmp_path_factory.mktemp(assignment)
        classes[assignment] = Class(assignment, folder, whole=whole, together=not alone)
    return classes[assignment]


def some_right(assignment: str) -> list[str]:
    """Return the names of the right ones that every run of the tests grades."""
    names = [name for a, kind, name in SAMPLES if (a, kind) == (assignment, "right")]
    return names[THIRD[assignment] :: 3]


def _named(kind: str) -> list:
    return [
        pytest.param(assignment, name, marks=pytest.mark.now_and_then)
        if kind == "right" and name not in some_right(assignment)
        else (assignment, name)
        for assignment, k, name in SAMPLES
        if k == kind
    ]


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
    assert failed(result) == set(sample.fails), _reasons(result)
    assert sample.says.lower() in told(result, sample).lower()


def test_who_shares_a_notebook_has_no_cell_in_common() -> None:
    for assignment in ASSIGNMENTS:
        samples = {f"{kind}-{s}": x for (a, kind, s), x in SAMPLES.items() if a == assignment}
        for names, one in sharing(samples).items():
            cells = [cells_of(samples[name]) for name in names]
            assert 2 <= len(names) <= MOST_TOGETHER
            assert sum(map(len, cells)) == len(set().union(*cells))
            assert set(one.fails) == {test for name in names for test in samples[name].fails}


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
