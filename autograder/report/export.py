"""Scores for other programs: one CSV line per question, one Gradescope file per submission."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from autograder.files import inside, write_whole
from autograder.report.marks import Class, Row, classes, plain, state, titles
from autograder.verdict import Graded, Verdict, labelled

CSV_COLUMNS = (
    "assignment",
    "notebook",
    "student",
    "question",
    "status",
    "points",
    "max_points",
    "graded_by",
    "seconds",
    "message",
    "score",
)
"""``status`` is passed, partly, failed, hand (waits for a person) or ungraded (waits for us); ``score``
is what a ranking is made of, and empty where a test keeps none."""

_GRADESCOPE_TEXT = 10_000  # characters of one test's output; the feedback page has the rest


def write_csv(results: Sequence[Graded], path: Path) -> None:
    """Write one line per student and question, RFC 4180, safe to open in a spreadsheet.

    Undecided questions have an empty ``points`` field, never a zero. A late penalty is a line of
    its own, so the points of a student add up to the total. Raises ``StorageError``.
    """
    write_whole(path, csv_text(results))


def csv_text(results: Sequence[Graded], *, header: bool = True) -> str:
    """Return what :func:`write_csv` writes; without the header it goes on from another assignment's."""
    text = io.StringIO(newline="")
    table = csv.writer(text)  # its default dialect is RFC 4180
    if header:
        table.writerow(CSV_COLUMNS)
    for group in classes(results):
        for row in group.rows:
            for result in row.results:
                table.writerows([_guard(field) for field in line] for line in _lines(group, result))
    return text.getvalue()


def _lines(group: Class, result: Graded) -> Iterator[tuple[Any, ...]]:
    where = (result.assignment, result.notebook, result.student)
    if result.status == "ungraded":
        questions = [c for c in group.columns if c.notebook == result.notebook]
        for column in questions:
            line = (column.grade_id, "ungraded", None, column.max_points, "", None, result.reason)
            yield *where, *line, None
        if not questions:
            yield *where, "", "ungraded", None, None, "", None, result.reason, None
        return
    for v in result.verdicts:
        now = state(v)
        points = None if now in ("hand", "ungraded") else v.points
        line = (v.grade_id, now, points, v.max_points, v.by, round(v.seconds, 3), v.message)
        yield *where, *line, v.score
    if penalty := getattr(result, "late_penalty", 0.0):
        off = result.points - sum(v.points or 0.0 for v in result.verdicts)
        why = f"{penalty:g} points for lateness"
        yield *where, "late penalty", "", off, 0.0, "", None, why, None


def _guard(field: object) -> object:
    """Return text that a spreadsheet shows instead of running it as a formula."""
    if not isinstance(field, str):
        return field
    field = plain(field)
    risky = field.lstrip().startswith(tuple("=+-@")) or field.startswith(("\t", "\n"))
    return f"'{field}" if risky else field


def write_gradescope(results: Sequence[Graded], folder: Path) -> list[Path]:
    """Write ``<folder>/<student>/results.json`` as Gradescope reads it; return the paths.

    A question nobody has decided has no ``score``; the top-level ``score`` is the sum of what is
    decided. A submission that could not be graded has no number anywhere: an empty list of tests
    and an output that says why, which Gradescope's format allows and nobody can take for a zero.
    While something of ours is missing, students see it only once the instructor publishes.
    Raises ``ValueError`` for several assignments at once, ``BadSubmission`` for a student id that
    can't name a folder, ``StorageError`` when the disk refuses.
    """
    groups = classes(results)
    if len(groups) > 1:
        names = ", ".join(group.assignment for group in groups)
        raise ValueError(f"Gradescope takes one assignment at a time, got {names}")
    rows = [row for group in groups for row in group.rows]
    paths = [inside(folder, row.student, "results.json") for row in rows]
    for row, path in zip(rows, paths, strict=True):
        write_whole(path, json.dumps(gradescope(row), indent=2, allow_nan=False) + "\n")
    return paths


def gradescope(row: Row) -> dict[str, Any]:
    """Return one student's ``results.json`` as plain data."""
    lines = [f"Not graded yet: {reason}. This is not a zero." for reason in row.reasons]
    lines += [plain(note) for result in row.results for note in result.notes]
    report: dict[str, Any] = {
        "output": "\n".join(lines),
        "output_format": "text",
        "test_output_format": "text",
        "test_name_format": "text",
        "stdout_visibility": "hidden",
        "execution_time": round(sum(result.seconds for result in row.results), 3),
        "extra_data": {
            "assignment": row.results[0].assignment,
            "status": "graded" if row.graded else "ungraded",
            "complete": row.complete,
        },
        "tests": _tests(row),
    }
    if row.points is not None:
        report["score"] = row.points
    names = titles((grade_id for _, grade_id in row.verdicts), row.results[0].assignment)
    scored = [v for v in row.verdicts.values() if v.score is not None]
    if scored:  # shown if the instructor turns the leaderboard on, under names that students choose
        report["leaderboard"] = [
            {"name": names[v.grade_id], "value": v.score, "order": "desc"} for v in scored
        ]
    if row.reasons or any(state(v) == "ungraded" for v in row.verdicts.values()):
        report["visibility"] = "after_published"
    return report


def _tests(row: Row) -> list[dict[str, Any]]:
    names = titles((grade_id for _, grade_id in row.verdicts), row.results[0].assignment)
    tests = []
    for n, v in enumerate(row.verdicts.values(), start=1):
        now = state(v)
        test = {
            "number": str(n),
            "name": names[v.grade_id],
            "max_score": v.max_points,
            "output": _explain(v),
            "extra_data": {"grade_id": v.grade_id, "status": now, "graded_by": v.by},
        }
        if now not in ("hand", "ungraded"):
            test["score"] = v.points
            test["status"] = "passed" if now == "passed" else "failed"
        tests.append(test)
    return tests


def _explain(v: Verdict) -> str:
    undecided = {
        "hand": "A person reads this answer; it has no points yet.",
        "ungraded": "Not graded yet, through no fault of yours. This is not a zero.",
    }
    parts = [
        undecided.get(state(v), ""),
        v.message,
        labelled("expected", v.expected) if v.expected else "",
        labelled("got", v.got) if v.got else "",
        labelled("hint", v.hint) if v.hint else "",
        v.traceback,
        f"your code printed:\n{v.printed}" if v.printed and not v.hidden else "",
    ]
    text = plain("\n\n".join(part for part in parts if part))
    return text if len(text) <= _GRADESCOPE_TEXT else text[:_GRADESCOPE_TEXT] + "\n… (shortened)"
