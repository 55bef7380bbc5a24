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
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal

from nbformat import NotebookNode

from autograder.errors import BadSource
from autograder.files import write_whole
from autograder.notebook.intake import read_notebook
from autograder.notebook.master import FORKED, IN_KERNEL, trusted_statements
from autograder.notebook.names import grade_id
from autograder.notebook.reconcile import is_test, reconcile
from autograder.seeds import Seeds
from autograder.verdict import Verdict
from autograder.walk import run_notebook, tags
from autograder.workers.examiner import Setting

Way = Literal["forked", "in place", "broken"]
_TAGS = {"forked": FORKED, "in place": IN_KERNEL}
_NOBODY = "the solution"
_LESS = 1e-9  # points


@dataclass(frozen=True)
class Finding:
    """One test that the solution does not get all points of outside the kernel."""

    grade_id: str
    way: Way
    outside: str  # what the test said of the solution
    inside: str = ""  # and what it said in the kernel, if it failed there too

    @property
    def advice(self) -> str:
        """What the instructor can do about it."""
        if self.way == "broken":
            return f"it fails in the kernel too ({self.inside}): mend the test or the solution"
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
            "nobody was graded. Mend these tests, or run those that pass in the kernel there "
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

    def points(ways: Mapping[str, Way]) -> dict[str, Verdict]:
        solved, _ = reconcile(copy.deepcopy(source), _tagged(master, ways))
        done = run_notebook(solved, setting, Seeds(b"", _NOBODY, where[0]), trusted)
        return {one.grade_id: one for one in done.verdicts if one.by != "hand"}

    outside = points({})
    lost = [one for one in outside.values() if _lacks(one)]
    if not lost:
        return Trial(*where)
    tests = list(outside)
    stock = points(dict.fromkeys(tests, "in place"))
    gaining = [one.grade_id for one in lost if _earned(stock[one.grade_id]) > _earned(one) + _LESS]
    ways = _ways_for(gaining, tests, stock, points) if gaining else {}
    findings = [
        Finding(name, way, outside[name].message or "it relies on what such a test leaves behind")
        for name, way in ways.items()
    ]
    findings += [
        Finding(one.grade_id, "broken", one.message, stock[one.grade_id].message)
        for one in lost
        if one.grade_id not in ways and stock[one.grade_id].status != "passed"
    ]
    return Trial(*where, tuple(findings))


def _ways_for(
    gaining: Sequence[str],
    tests: Sequence[str],
    stock: Mapping[str, Verdict],
    points: Callable[[Mapping[str, Way]], Mapping[str, Verdict]],
) -> dict[str, Way]:
    """Return how to run which tests, so that the solution gets what it gets in stock nbgrader.

    As few as possible in the kernel, and these in a fork, unless others need what they leave behind.
    """
    ways: dict[str, Way] = dict.fromkeys(gaining, "forked")
    for following in (gaining, tests):
        found = points(ways)
        short = [name for name in tests if _earned(found[name]) < _earned(stock[name]) - _LESS]
        if not short:
            return ways
        named = {*following, *short}
        ways = {name: "in place" for name in tests if name in named}
    return ways


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


def _tagged(master: NotebookNode, ways: Mapping[str, str]) -> NotebookNode:
    tagged = copy.deepcopy(master)
    for cell in tagged.cells:
        tag = _TAGS.get(ways.get(grade_id(cell), ""))
        if tag and is_test(cell):
            others = [one for one in tags(cell) if one not in _TAGS.values()]
            cell.metadata["tags"] = [*others, tag]
    return tagged


def _earned(verdict: Verdict) -> float:
    return verdict.points or 0.0


def _lacks(verdict: Verdict) -> bool:
    return verdict.status != "passed" or _earned(verdict) < verdict.max_points - _LESS
