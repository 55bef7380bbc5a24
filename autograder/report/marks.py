"""How a verdict reads: one state, one way to write points, in table, file and page alike."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from autograder.verdict import UNCONFINED, Graded, Verdict

State = Literal["passed", "partly", "failed", "hand", "ungraded"]
"""``hand`` waits for a person, ``ungraded`` waits for us: neither is a zero."""

_ESCAPES = re.compile(r"\x1b\[[0-?]*[ -/]*[@-~]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b[@-_]")
# Control characters move the cursor, and bidirectional overrides make text read backwards.
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_BLANK = re.compile(r"(?:(?:[\w.]+: )?fill in:|NotImplementedError\b:?)\s*(.*)")
_TEST = re.compile(r"[-_]tests?$")


def state(verdict: Verdict) -> State:
    """Return where a verdict stands; anything undecided is never ``failed``."""
    if verdict.points is None or verdict.status == "ungraded":
        return "hand" if verdict.by == "hand" else "ungraded"
    if verdict.status == "passed" and verdict.points >= verdict.max_points:
        return "passed"
    return "partly" if verdict.points > 0 else "failed"


def number(points: float) -> str:
    """Return points as a person writes them: ``3``, ``1.5``, ``0.33``."""
    return f"{round(points, 2) + 0.0:g}"


def plain(text: str) -> str:
    """Return text that no longer steers a terminal, a spreadsheet or a line of type."""
    text = _ESCAPES.sub("", text).replace("\r\n", "\n")
    return _CONTROLS.sub("\ufffd", text.encode("utf-8", "replace").decode("utf-8"))


def first_line(text: str, width: int = 240) -> str:
    """Return the first line that says something, shortened to ``width`` characters."""
    line = next((line.strip() for line in plain(text[:10_000]).splitlines() if line.strip()), "")
    return line if len(line) <= width else line[: width - 1] + "…"


def blank_hint(verdict: Verdict) -> str | None:
    """Return the hint of the blank a verdict ended in, or None when the exercise was started."""
    found = _BLANK.match(first_line(verdict.message))
    return found.group(1) if found and state(verdict) == "failed" else None


def titles(grade_ids: Iterable[str], assignment: str) -> dict[str, str]:
    """Return a short name for each grade_id: no assignment in front, no ``-tests`` behind."""
    grade_ids = list(dict.fromkeys(grade_ids))
    front = f"{assignment}-"
    words = [grade_id.split("-") for grade_id in grade_ids]
    if not all(g.startswith(front) for g in grade_ids) and len(words) > 1:
        front = ""
        if all(len(w) > 1 and w[0] == words[0][0] for w in words):
            front = f"{words[0][0]}-"
    short = {g: _TEST.sub("", g.removeprefix(front)) or g for g in grade_ids}
    twice = Counter(short.values())
    return {g: plain(g if twice[name] > 1 else name) for g, name in short.items()}


@dataclass(frozen=True)
class Column:
    """One graded cell of the assignment, as a heading."""

    notebook: str
    grade_id: str
    title: str
    max_points: float

    @property
    def key(self) -> tuple[str, str]:
        """What the question is found by in :attr:`Row.verdicts`."""
        return self.notebook, self.grade_id


@dataclass(frozen=True)
class Row:
    """One student's work on one assignment, all its notebooks together."""

    student: str
    results: tuple[Graded, ...]
    max_points: float

    @cached_property
    def verdicts(self) -> dict[tuple[str, str], Verdict]:
        """Verdicts by (notebook, grade_id); none for a notebook that was not graded."""
        graded = (result for result in self.results if result.status == "graded")
        return {(r.notebook, v.grade_id): v for r in graded for v in r.verdicts}

    @property
    def graded(self) -> bool:
        """Whether anything of this student was graded."""
        return any(result.status == "graded" for result in self.results)

    @property
    def complete(self) -> bool:
        """Whether every point is decided."""
        settled = all(state(v) not in ("hand", "ungraded") for v in self.verdicts.values())
        return settled and all(result.status == "graded" for result in self.results)

    @property
    def points(self) -> float | None:
        """Points decided so far, late penalties taken off; None while nothing is graded."""
        graded = [result.points for result in self.results if result.status == "graded"]
        return sum(graded) if graded else None

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why a notebook of this student could not be graded, one line each."""
        ungraded = (result for result in self.results if result.status == "ungraded")
        return tuple(first_line(result.reason) or "no reason recorded" for result in ungraded)

    def state(self, column: Column) -> State:
        """Where this student stands in one question; a missing verdict is ``ungraded``."""
        verdict = self.verdicts.get(column.key)
        return state(verdict) if verdict else "ungraded"

    def score(self) -> str:
        """``22/26``; the points are ``—`` while nothing is graded."""
        points = "—" if self.points is None else number(self.points)
        return f"{points}/{number(self.max_points)}"

    def percentage(self) -> str:
        """``85 %``, or ``≥ 69 %`` while points are still undecided, or ``ungraded``."""
        if self.points is None:
            return "ungraded"
        share = 100 * self.points / self.max_points if self.max_points else 100.0
        # Rounding down keeps 100 % for those who have every point.
        return f"{'' if self.complete else '≥ '}{int(share + 1e-9)} %"


@dataclass(frozen=True)
class Class:
    """All results of one assignment: columns in notebook order, rows by student."""

    assignment: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]

    @property
    def results(self) -> tuple[Graded, ...]:
        """All results, students in order."""
        return tuple(result for row in self.rows for result in row.results)

    @property
    def warnings(self) -> tuple[str, ...]:
        """What an instructor must know before trusting the points."""
        graded = [result for result in self.results if result.status == "graded"]
        bare = [r.student for r in graded if r.layers in ((), (UNCONFINED,))]
        whole = [r.student for r in graded if "namespaces" in r.layers]
        kernel = [
            column.title
            for column in self.columns
            if any((v := row.verdicts.get(column.key)) and v.by == "in-kernel" for row in self.rows)
        ]
        lines = []
        if bare:
            whom = "everybody" if len(bare) == len(graded) else ", ".join(dict.fromkeys(bare))
            lines.append(f"No sandbox was in force for {plain(whom)}.")
        if len(bare) + len(whole) < len(graded):
            lines.append(
                "The machine allowed no namespaces, layer 4 of the sandbox; the others were in force."
            )
        if kernel:
            lines.append(
                f"Tested inside the student's kernel, where points can be forged: "
                f"{', '.join(kernel)}."
            )
        return tuple(lines)


def classes(results: Sequence[Graded]) -> tuple[Class, ...]:
    """Sort results into one class per assignment, students in order."""
    by_assignment: dict[str, list[Graded]] = {}
    for result in results:
        by_assignment.setdefault(result.assignment, []).append(result)
    return tuple(_class(name, found) for name, found in sorted(by_assignment.items()))


def _class(assignment: str, results: list[Graded]) -> Class:
    graded = [result for result in results if result.status == "graded"]
    # The fullest result first, so that a lost cell of one student doesn't disturb the order.
    graded.sort(key=lambda result: -len(result.verdicts))
    cells = {(r.notebook, v.grade_id): v.max_points for r in graded for v in r.verdicts}
    notebooks = list(dict.fromkeys(notebook for notebook, _ in cells))
    short = titles((grade_id for _, grade_id in cells), assignment)
    columns = tuple(
        Column(notebook, grade_id, short[grade_id], points)
        for (notebook, grade_id), points in sorted(
            cells.items(), key=lambda item: notebooks.index(item[0][0])
        )
    )
    by_student: dict[str, list[Graded]] = {}
    for result in results:
        by_student.setdefault(result.student, []).append(result)
    reachable = sum(column.max_points for column in columns)
    rows = tuple(
        Row(student, tuple(sorted(found, key=lambda r: r.notebook)), reachable)
        for student, found in sorted(by_student.items())
    )
    return Class(assignment, columns, rows)
