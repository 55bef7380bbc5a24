"""Feedback pages: one self-contained HTML file per student, and an overview for the instructor.

A page opens from disk without a network and runs nothing: a content security policy forbids every
request and every script, and whatever a student wrote is escaped. It shows messages and the
student's own work, never a test.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from autograder.files import inside, write_whole
from autograder.report import exchange
from autograder.report.marks import Class, State, blank_hint, classes, number, plain, state, titles
from autograder.report.ranking import Ranking, rankings
from autograder.report.studentwork import Cell, Work, read_work
from autograder.report.terminal import statistics
from autograder.verdict import Graded, Verdict

_TEXT = 6_000  # characters of one field of a verdict

LABELS: dict[State, str] = {
    "passed": "passed",
    "partly": "partly right",
    "failed": "not yet right",
    "hand": "waits for a person",
    "ungraded": "not graded yet",
}


@dataclass(frozen=True)
class Exercise:
    """One card of the page."""

    anchor: str
    title: str
    state: State
    label: str
    blank: str | None  # the hint of a blank left empty
    verdict: Verdict
    cells: list[Cell]
    standing: str  # by score, where the test keeps one


def write_feedback(root: Path, results: Sequence[Graded]) -> Path:
    """Write a page per result below ``root/feedback`` and return the instructor's overview.

    The student's cells come from ``root/.autograder/<assignment>/<student>/<notebook>.ipynb``.
    Raises ``ValueError`` unless the results are of exactly one assignment, ``BadSubmission`` for a
    name that can't be a path, ``StorageError`` when the disk refuses.
    """
    groups = classes(results)
    if len(groups) != 1:
        names = ", ".join(group.assignment for group in groups) or "none"
        raise ValueError(f"feedback is written for one assignment at a time, got {names}")
    folder = root / "feedback"
    pages = [(result, page_path(folder, result)) for result in groups[0].results]
    executed = {id(r): executed_path(root, r) for r, _ in pages}  # all names are checked first
    ranked = rankings(groups[0])
    for result, path in pages:
        _write_page(root, path, result, executed[id(result)], ranked)
    return write_overview(root, results)


def write_page(root: Path, result: Graded, ranked: Sequence[Ranking] = ()) -> Path:
    """Write one student's page alone, and return it. Raises ``BadSubmission``, ``StorageError``."""
    path = page_path(root / "feedback", result)
    _write_page(root, path, result, executed_path(root, result), ranked)
    return path


def _write_page(
    root: Path, path: Path, result: Graded, executed: Path, ranked: Sequence[Ranking]
) -> None:
    exchange.let_through(root, result.student, result.assignment)
    write_whole(path, render(result, _work(result, executed), ranked))


def write_overview(root: Path, results: Sequence[Graded]) -> Path:
    """Write the instructor's overview of an assignment alone, and return it. Raises ``StorageError``."""
    (group,) = classes(results)
    path = inside(root / "feedback", f"{group.assignment}.html")
    write_whole(path, render_index(group))
    return path


def page_path(folder: Path, result: Graded) -> Path:
    """Return where nbgrader looks for this result's page. Raises ``BadSubmission``."""
    return inside(folder, result.student, result.assignment, f"{result.notebook}.html")


def executed_path(root: Path, result: Graded) -> Path:
    """Return where grading left the executed notebook. Raises ``BadSubmission``."""
    name = f"{result.notebook}.ipynb"
    return inside(root / ".autograder", result.assignment, result.student, name)


def _work(result: Graded, path: Path) -> Work:
    if result.status == "ungraded":
        return Work()
    return read_work(path, [v.grade_id for v in result.verdicts])


def render(result: Graded, work: Work, ranked: Sequence[Ranking] = ()) -> str:
    """Return one student's page as HTML; of the rankings it names nobody else."""
    standings = {
        ranking.column.grade_id: _standing(ranking, result.student)
        for ranking in ranked
        if ranking.column.notebook == result.notebook
    }
    short = titles((v.grade_id for v in result.verdicts), result.assignment)
    exercises = [
        _exercise(n, v, short[v.grade_id], work, standings.get(v.grade_id, ""))
        for n, v in enumerate(result.verdicts, start=1)
    ]
    return _ENVIRONMENT.get_template("feedback.html.j2").render(
        result=result,
        exercises=exercises,
        counts=Counter(exercise.label for exercise in exercises),
        waiting=any(exercise.state in ("hand", "ungraded") for exercise in exercises),
        rest=work.rest,
        remark=work.remark,
    )


def _standing(ranking: Ranking, student: str) -> str:
    place = ranking.of(student)
    if place is None:
        return ""
    what = f" ({ranking.what})" if ranking.what else ""
    shared = ", shared" if place.shared else ""
    return f"{place.text}{what}: place {place.place} of {len(ranking.places)}{shared}"


def _exercise(n: int, verdict: Verdict, title: str, work: Work, standing: str) -> Exercise:
    now, blank = state(verdict), blank_hint(verdict)
    label = LABELS[now] if blank is None else "not started"
    cells = work.by_exercise.get(verdict.grade_id, [])
    shown = title.replace("-", " ")
    return Exercise(f"exercise-{n}", shown, now, label, blank, verdict, cells, standing)


def render_index(group: Class) -> str:
    """Return the instructor's overview of a class as HTML."""
    links = {
        row.student: [
            (r.notebook, "/".join(map(quote, (r.student, r.assignment, f"{r.notebook}.html"))))
            for r in row.results
        ]
        for row in group.rows
    }
    return _ENVIRONMENT.get_template("feedback_index.html.j2").render(
        group=group,
        links=links,
        statistics=statistics(group.results).rows,
        labels=LABELS,
        rankings=rankings(group),
    )


def _clip(text: str) -> str:
    """Return text short enough for a card."""
    text = plain(text).strip("\n")
    return (
        text if len(text) <= _TEXT else f"{text[:_TEXT]}\n… {len(text) - _TEXT:,} more characters"
    )


def _finalize(value: Any) -> Any:
    """Clean every string on its way into a page; what is HTML already says so itself."""
    return plain(value) if isinstance(value, str) and not hasattr(value, "__html__") else value


def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_finalize,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"number": number, "clip": _clip}
    return environment


_ENVIRONMENT = _environment()
