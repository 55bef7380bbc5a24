"""Feedback pages: one self-contained HTML file per student, and the class's for the instructor.

A page opens from disk without a network and runs nothing: a content security policy forbids every
request and every script, and whatever a student wrote is escaped. It shows messages and the
student's own work, never a test.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from autograder.files import inside, write_whole
from autograder.report import exchange
from autograder.report.class_page import write_class_page
from autograder.report.environment import ENVIRONMENT, LABELS
from autograder.report.made import Made
from autograder.report.marks import State, blank_hint, classes, state, titles
from autograder.report.ranking import Ranking, rankings
from autograder.report.studentwork import Cell, Work, read_work
from autograder.verdict import Graded, Verdict


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


def write_feedback(
    root: Path, results: Sequence[Graded], people: Mapping[str, str] | None = None
) -> Path:
    """Write a page per result below ``root/feedback`` and return the class's, for the instructor.

    What is there and made of the same is left as it is. ``people`` are all who are in the class, with
    their names. The student's cells come from ``root/.autograder/<assignment>/<student>/<notebook>.ipynb``.
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
    made = Made.of(root, groups[0].assignment)
    for result, path in pages:
        exchange.let_through(root, result.student, result.assignment)
        facts = made.facts(result, executed[id(result)], _standings(result, ranked))
        if not made.is_there(path, facts):
            write_whole(path, render(result, _work(result, executed[id(result)]), ranked))
            made.note(path, facts)
    made.save()
    return write_class_page(root, results, people)


def write_page(root: Path, result: Graded, ranked: Sequence[Ranking] = ()) -> Path:
    """Write one student's page alone, and return it. Raises ``BadSubmission``, ``StorageError``."""
    path = page_path(root / "feedback", result)
    exchange.let_through(root, result.student, result.assignment)
    write_whole(path, render(result, _work(result, executed_path(root, result)), ranked))
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
    standings = _standings(result, ranked)
    short = titles((v.grade_id for v in result.verdicts), result.assignment)
    exercises = [
        _exercise(n, v, short[v.grade_id], work, standings.get(v.grade_id, ""))
        for n, v in enumerate(result.verdicts, start=1)
    ]
    return ENVIRONMENT.get_template("feedback.html.j2").render(
        result=result,
        exercises=exercises,
        counts=Counter(exercise.label for exercise in exercises),
        waiting=any(exercise.state in ("hand", "ungraded") for exercise in exercises),
        rest=work.rest,
        remark=work.remark,
    )


def _standings(result: Graded, ranked: Sequence[Ranking]) -> dict[str, str]:
    """Return a student's places, by exercise."""
    return {
        ranking.column.grade_id: _standing(ranking, result.student)
        for ranking in ranked
        if ranking.column.notebook == result.notebook
    }


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
