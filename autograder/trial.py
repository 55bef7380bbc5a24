"""The instructor's solution, graded before anybody else's: which tests can't do outside the kernel what they should.

The solved notebook goes through exactly what a submission goes through, once for each version of the source.
A test that it fails outside the kernel and passes inside can't be expressed outside: by the course's setting
nobody is graded, or that one test runs as in stock nbgrader, in a fork of the student's kernel, and every
report says that its points can be forged. A test that it fails both ways is broken. What a submission does
changes nothing about this.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Literal

from nbformat import NotebookNode

from autograder.errors import BadSource, KernelFailed, KernelKilled
from autograder.exam.points import NO_POINTS
from autograder.files import write_whole
from autograder.notebook.intake import read_notebook
from autograder.notebook.master import (
    CHANGES,
    FORKED,
    IN_KERNEL,
    UNPRICED,
    trusted_statements,
)
from autograder.notebook.names import grade_id
from autograder.notebook.reconcile import is_test, reconcile
from autograder.seeds import Seeds
from autograder.verdict import Verdict
from autograder.walk import run_notebook, tags
from autograder.workers.examiner import Setting

Way = Literal["unpriced", "lenient", "forked", "in place", "broken"]
Ways = dict[str, Way]  # by grade_id; tests that are not named are decided outside the kernel
_TAGS = {"unpriced": UNPRICED, "lenient": CHANGES, "forked": FORKED, "in place": IN_KERNEL}
NOBODY = "the solution"
_LESS = 1e-9  # points
_ATTEMPTS = 5  # at one run, when the grader, not the solution, fails


@dataclass(frozen=True)
class Finding:
    """One test that the solution does not get all points of outside the kernel."""

    grade_id: str
    way: Way
    outside: str  # what the test said of the solution
    inside: str = ""  # and what it said in the kernel, if it failed there too

    @property
    def follows(self) -> str:
        """What it means for the class."""
        return {
            "broken": "fails for everybody",
            "unpriced": "gives all points to whoever reaches its end, as in stock nbgrader",
            "lenient": "lets the student's code change what it is called with",
        }.get(self.way, "runs in the student's process, where points can be forged")

    @property
    def advice(self) -> str:
        """What the instructor can do about it."""
        if self.way == "broken":
            return f"it fails in the kernel too ({self.inside}): mend the test or the solution"
        if self.way == "unpriced":
            return "end it with a number of points, or with a line that shows nothing"
        if self.way == "lenient":
            return "say what may change in place: f.__changes__(xs)(xs)"
        return "compare plain values, or data of a library's: see autograder/README.md"


@dataclass(frozen=True)
class Trial:
    """What came of one notebook's solution."""

    assignment: str
    notebook: str
    findings: tuple[Finding, ...] = ()

    def applied(self, master: NotebookNode) -> NotebookNode:
        """Return the instructor's copy with its tests tagged for the way they are to be run."""
        ways = {one.grade_id: one.way for one in self.findings}
        return _tagged(master, ways) if any(way in _TAGS for way in ways.values()) else master

    def require_all(self) -> None:
        """Raise ``BadSource``, with a line for each test that is not decided outside the kernel."""
        if not self.findings:
            return
        lines = [f"  {one.grade_id}: {one.outside} ({one.advice})" for one in self.findings]
        raise BadSource(
            f"{self.assignment}/{self.notebook}.ipynb: the instructor's own solution does not pass, so "
            "nobody is graded. Mend these tests, or run those that pass in the kernel there "
            '(c.SandboxedExecute.fallback = "in-kernel"; their points can be forged):\n'
            + "\n".join(lines)
        )


def try_solution(
    source: NotebookNode,
    master: NotebookNode,
    trusted: tuple[str, ...],
    setting: Setting,
    where: tuple[str, str],
) -> Trial:
    """Grade the solved ``source`` by ``master``; ``where`` is assignment and notebook.

    Raises ``AutograderError`` when the machinery fails.
    """
    if not setting.student_files:  # it has handed in nothing: it has what the course provides
        setting = replace(setting, student_files=setting.trusted_files)
    grade = _Grading(source, master, trusted, setting, where[0])
    outside = grade({})
    lost = [one for one in outside.values() if _lacks(one)]
    if not lost:
        return Trial(*where)
    unpriced: Ways = {one.grade_id: "unpriced" for one in lost if NO_POINTS in one.message}
    stock = grade(unpriced | dict.fromkeys(outside, "in place"), unpriced)
    ways = unpriced | _ways_for(
        [one.grade_id for one in lost if _less(one, stock)], outside, stock, grade, unpriced
    )
    findings = [
        Finding(name, ways[name], outside[name].message or "it relies on what such a test leaves")
        for name in outside
        if name in ways
    ]
    findings += [
        Finding(one.grade_id, "broken", one.message, stock[one.grade_id].message)
        for one in lost
        if one.grade_id not in ways and stock[one.grade_id].status != "passed"
    ]
    return Trial(*where, tuple(findings))


@dataclass(frozen=True)
class _Grading:
    """Grades the solution, with some of its tests on other ways than outside the kernel."""

    source: NotebookNode
    master: NotebookNode
    trusted: tuple[str, ...]
    setting: Setting
    assignment: str

    def __call__(self, ways: Ways, unpriced: Collection[str] = ()) -> dict[str, Verdict]:
        tagged = _tagged(self.master, ways, unpriced)
        for attempt in range(_ATTEMPTS):
            solved, _ = reconcile(copy.deepcopy(self.source), tagged)
            seeds = Seeds(b"", NOBODY, self.assignment)
            try:
                done = run_notebook(solved, self.setting, seeds, self.trusted)
                break
            except (KernelFailed, KernelKilled):
                if attempt == _ATTEMPTS - 1:
                    raise
        return {one.grade_id: one for one in done.verdicts if one.by != "hand"}


def _ways_for(
    gaining: Sequence[str],
    tests: Collection[str],
    stock: Mapping[str, Verdict],
    grade: _Grading,
    unpriced: Ways,
) -> Ways:
    """Return how to run which tests, so that the solution gets what it gets in stock nbgrader.

    Outside the kernel if they only have to allow more; else as few as possible inside, and these in a fork,
    unless others need what they leave behind.
    """
    if not gaining:
        return {}
    found = grade(unpriced | dict.fromkeys(gaining, "lenient"), unpriced)
    outside: Ways = {name: "lenient" for name in gaining if not _less(found[name], stock)}
    left = [name for name in gaining if name not in outside]
    inside: Ways = dict.fromkeys(left, "forked")
    for following in (left, tests):
        found = grade(unpriced | outside | inside, unpriced)
        short = [name for name in tests if _less(found[name], stock)]
        if not short:
            break
        inside = {name: "in place" for name in tests if name in {*following, *short}}
    return outside | inside


def trial_of(
    path: Path,
    master: NotebookNode,
    setting: Setting,
    where: tuple[str, str],
    key: str,
    records: Path,
) -> Trial:
    """Return what came of the solution in ``path``: from ``records``, or by grading it now.

    ``key`` stands for all that it depends on. Raises ``AutograderError``.
    """
    record = records / f"{where[1]}.trial.json"
    known = _on_record(record, key)
    if known is None:
        solved = read_notebook(path, setting.limits)
        known = try_solution(solved, master, trusted_statements(master), setting, where)
        write_whole(record, json.dumps({"key": key, **asdict(known)}, indent=1))
    return known


def _on_record(path: Path, key: str) -> Trial | None:
    try:
        held = json.loads(path.read_text())
        if held.pop("key") != key:
            return None
        findings = tuple(Finding(**one) for one in held.pop("findings"))
        return Trial(**held, findings=findings)
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return None  # not there, or not whole: tried again


def _tagged(master: NotebookNode, ways: Ways, unpriced: Collection[str] = ()) -> NotebookNode:
    tagged = copy.deepcopy(master)
    for cell in tagged.cells:
        name = grade_id(cell)
        new = [_TAGS[ways[name]]] if ways.get(name) in _TAGS and is_test(cell) else []
        if name in unpriced and UNPRICED not in new:
            new.append(UNPRICED)
        if new:
            others = [one for one in tags(cell) if one not in _TAGS.values()]
            cell.metadata["tags"] = [*others, *new]
    return tagged


def _less(verdict: Verdict, stock: Mapping[str, Verdict]) -> bool:
    """Say whether a test gives fewer points than in stock nbgrader; not if it could not be decided."""
    return verdict.status != "ungraded" and (
        _earned(verdict) < _earned(stock[verdict.grade_id]) - _LESS
    )


def _earned(verdict: Verdict) -> float:
    return verdict.points or 0.0


def _lacks(verdict: Verdict) -> bool:
    return verdict.status != "passed" or _earned(verdict) < verdict.max_points - _LESS
