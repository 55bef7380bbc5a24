"""The instructor's pages: an assignment's class, exercise by exercise, and all assignments side by side.

A row for each student, also for who handed in nothing. They open from disk without a network; the one script
in them, which sorts and searches tables, is allowed by its hash, so nothing else can run. A class of 2,000 has
50,000 cells: they are text and a class each, and as quick to open as that.
"""

from __future__ import annotations

import base64
import functools
import hashlib
import itertools
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from statistics import median

from markupsafe import Markup, escape

from autograder.files import inside, write_whole
from autograder.report import overview
from autograder.report.environment import ENVIRONMENT
from autograder.report.marks import Class, Row, State, classes, number, plain, state
from autograder.report.ranking import rankings
from autograder.report.terminal import MEANINGS, SIGNS, statistics
from autograder.verdict import Graded

MOST = 200  # rows that are in sight at once, until somebody asks for all: a browser lays them out quickly
NARROWEST, LETTER = 3.6, 0.6  # widths of a column and of a letter in its heading, in rem
OPTIONS = [
    ("", "everybody"),
    ("missing", "who handed in nothing"),
    ("ungraded", "what is not graded yet"),
    ("hand", "what waits for a person"),
]

_SCRIPT = (Path(__file__).parent / "table.js").read_text(encoding="utf-8")
SCRIPT = {
    "script": Markup(_SCRIPT),
    "script_hash": f"sha256-{base64.b64encode(hashlib.sha256(_SCRIPT.encode()).digest()).decode()}",
}


def write_class_page(
    root: Path, results: Sequence[Graded], people: Mapping[str, str] | None = None
) -> Path:
    """Write the class page of an assignment and the one of all assignments; return the former.

    ``people`` are all who are in the class, with their names as far as they are known (see
    :func:`autograder.report.people.people_of`). Raises ``StorageError``.
    """
    (group,) = classes(results)
    path = inside(root / "feedback", f"{group.assignment}.html")
    write_whole(path, render_class(group, people or {}))
    overview.keep(root, group, statistics(group.results).rows)
    write_whole(root / "feedback" / overview.PAGE, render_overview(root, people or {}))
    return path


def render_class(group: Class, people: Mapping[str, str]) -> str:
    """Return the page of one assignment as HTML."""
    there = {row.student for row in group.rows}
    missing = sorted(people.keys() - there)
    rows = sorted([*((row.student, row) for row in group.rows), *((one, None) for one in missing)])
    lost = [
        (f"lost-{place}", column.title.replace("-", " "))
        for place, column in enumerate(group.columns, start=3)
    ]
    shares = [overview.share(row) for row in group.rows if row.graded]
    return ENVIRONMENT.get_template("class_page.html.j2").render(
        group=group,
        home=overview.PAGE,
        missing=missing,
        waiting=sum(overview.standing(row) == "hand" for row in group.rows),
        ungraded=sum(overview.standing(row) == "ungraded" for row in group.rows),
        median=f"{median(shares):.0f} %" if shares else "—",
        bins=overview.bins_of(shares),
        statistics=statistics(group.results).rows,
        rankings=rankings(group),
        widths=[_width(f"{c.title} /{number(c.max_points)}") for c in group.columns],
        lines=_joined(_line(student, row, group, people) for student, row in rows),
        most=MOST,
        options=[("", [*OPTIONS, ("lost", "who has not all points")]), ("Not all points in", lost)],
        legend=[(SIGNS[now], MEANINGS[now]) for now in MEANINGS if now != "passed"],
        **SCRIPT,
    )


def _line(student: str, row: Row | None, group: Class, people: Mapping[str, str]) -> Markup:
    """Return a student's row of the table."""
    span = len(group.columns) or 1
    if row is None:
        head = named(student, people)
        what = Markup('<td class="missing reason" colspan="{}">nothing was handed in</td>')
        return Markup("<tr>{}<td>—</td><td>—</td>{}</tr>").format(head, what.format(span))
    links = [
        (result.notebook, overview.page_of(result.student, result.assignment, result.notebook))
        for result in row.results
    ]
    head = named(student, people, links)
    if row.graded:
        cells = "".join(_cell_of(row, column.key) for column in group.columns)
    else:
        reasons = plain("; ".join(row.reasons))
        cells = f'<td class="ungraded reason" colspan="{span}">{SIGNS["ungraded"]} ungraded: {escape(reasons)}</td>'
    incomplete = any(result.status == "ungraded" for result in row.results)
    status = Markup(' class="ungraded"') if incomplete else ""
    line = Markup("<tr{}>{}<td>{}</td><td>{}</td>{}</tr>")
    return line.format(status, head, row.score(), row.percentage(), Markup(cells))


def _cell_of(row: Row, key: tuple[str, str]) -> str:
    verdict = row.verdicts.get(key)
    return _cell(state(verdict) if verdict else "ungraded", verdict.points if verdict else None)


@functools.cache
def _cell(now: State, points: float | None) -> str:
    """Return a cell, of which a class has thousands that are the same."""
    if now in ("hand", "ungraded"):
        return f'<td class="{now}">{SIGNS[now]}<span class="sr"> {MEANINGS[now]}</span></td>'
    sign = "" if now == "passed" else f"{SIGNS[now]} "
    return f'<td class="{now}">{sign}{number(points or 0.0)}</td>'


def render_overview(root: Path, people: Mapping[str, str]) -> str:
    """Return the page of all assignments that have a page, as HTML."""
    kept = overview.kept(root)
    students = sorted({*people, *(student for one in kept for student in one.students)})
    assignments = [overview.about(one, len(students)) for one in kept]
    missing = [
        (f"missing-{place}", one.name.replace("_", " ")) for place, one in enumerate(kept, start=3)
    ]
    return ENVIRONMENT.get_template("overview.html.j2").render(
        assignments=assignments,
        widths=[_width(f"{one.name.replace('_', ' ')}, %") for one in kept],
        lines=_joined(_course_line(student, kept, people) for student in students),
        most=MOST,
        options=[
            ("", [*OPTIONS, ("low", f"who has less than {overview.LOW} % somewhere")]),
            ("Handed in nothing for", missing),
        ],
        legend=[
            ("×", "nothing handed in, which counts 0 in “all”"),
            ("≥", "so much already: something still waits for a person, or for grading"),
            (SIGNS["ungraded"], MEANINGS["ungraded"]),
        ],
        **SCRIPT,
    )


def _course_line(
    student: str, kept: Sequence[overview.Summary], people: Mapping[str, str]
) -> Markup:
    """Return a student's row in the table of all assignments."""
    cells, points, most, missing, undecided = [], 0.0, 0.0, 0, False
    for one in kept:
        most += one.most
        held = one.students.get(student)
        if held is None:
            missing += 1
            cells.append('<td class="missing">×<span class="sr"> nothing handed in</span></td>')
            continue
        undecided |= held.standing != "done"
        points += held.points or 0.0
        cells.append(_course_cell(one, held))
    total = f"{'≥ ' if undecided else ''}{int(100 * points / most + 1e-9) if most else 100}"
    line = Markup("<tr>{}<td>{}</td><td>{}</td>{}</tr>")
    return line.format(named(student, people), total, missing or "", Markup("".join(cells)))


def _course_cell(one: overview.Summary, held: overview.Held) -> str:
    low, text = "", SIGNS["ungraded"]
    if held.points is not None:
        percent = int(100 * held.points / one.most + 1e-9) if one.most else 100
        low = " low" if percent < overview.LOW else ""
        text = f"{'≥ ' if held.standing != 'done' else ''}{percent}"
    return f'<td class="{held.standing}{low}"><a href="{escape(held.page)}">{text}</a></td>'


def named(student: str, people: Mapping[str, str], links: Sequence[tuple[str, str]] = ()) -> Markup:
    """Return the heading of a student's row: the first link is on the login, others on their notebooks."""
    name = plain(people.get(student, ""))
    shown = Markup("<small>{}</small>").format(name) if name else ""
    text = [plain(student), *(notebook for notebook, _ in links[1:])]
    linked = [
        Markup('<a href="{}">{}</a>').format(href, words)
        for words, (_, href) in zip(text, links, strict=False)
    ]
    return Markup('<th scope="row">{}{}</th>').format(Markup(" ").join(linked or text), shown)


def _width(heading: str) -> float:
    words = heading.replace("-", " ").split()
    return round(max(NARROWEST, LETTER * max(map(len, words)) + 1.2), 1)


def _joined(lines: Iterable[Markup]) -> Markup:
    """Return all rows; the script shows more than the first when they are wanted."""
    shown = itertools.chain(
        itertools.repeat(Markup("<tr"), MOST), itertools.repeat(Markup("<tr hidden"))
    )
    rows = (line.replace("<tr", start, 1) for line, start in zip(lines, shown, strict=False))
    return Markup("\n").join(rows)
