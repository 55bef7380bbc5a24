"""What the page of all assignments says of each, kept from its last report: nothing else is loaded for it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from typing import Literal
from urllib.parse import quote

from autograder.files import inside, write_whole
from autograder.report.marks import Class, Row, state
from autograder.report.terminal import CellStatistics

PAGE = "index.html"
LOW = 50  # percent, below which somebody may need help
HARDEST = 2  # exercises that are named for each assignment

Standing = Literal["done", "hand", "ungraded"]
"""``hand`` waits for a person; ``ungraded`` for us, whatever else waits."""


@dataclass(frozen=True)
class Held:
    """What one student has in one assignment; ``points`` are None while nothing is graded."""

    points: float | None
    standing: Standing
    page: str


@dataclass(frozen=True)
class Summary:
    """One assignment: who has how much; which exercises earn least of their points (column, title, percent)."""

    name: str
    most: float
    students: dict[str, Held]
    hardest: list[tuple[int, str, int]]

    @property
    def page(self) -> str:
        """The assignment's own page, as a link."""
        return quote(f"{self.name}.html")


@dataclass(frozen=True)
class About:
    """One assignment's row in the table."""

    name: str
    page: str
    handed_in: int
    missing: int
    ungraded: int
    waiting: int
    median: str
    bins: list[int]
    hardest: list[tuple[int, str, int]]


def keep(root: Path, group: Class, tests: Sequence[CellStatistics]) -> None:
    """Keep what the page of all assignments says of this one. Raises ``StorageError``."""
    students = {row.student: Held(row.points, standing(row), _page(row)) for row in group.rows}
    rated = [
        (place, test.title, int(100 * test.mean_points / test.max_points))
        for place, test in enumerate(tests, start=3)
        if test.mean_points is not None and test.mean_points < test.max_points
    ]
    hardest = sorted(rated, key=lambda one: one[2])[:HARDEST]
    most = group.rows[0].max_points if group.rows else 0.0
    told = asdict(Summary(group.assignment, most, students, hardest))
    write_whole(_path(root, group.assignment), json.dumps(told, ensure_ascii=False) + "\n")


def kept(root: Path) -> list[Summary]:
    """Return what is kept of each assignment that has a page, in order of their names."""
    found = []
    for path in sorted(_path(root, "*").parent.parent.glob(f"*/{_path(root, '*').name}")):
        try:
            told = json.loads(path.read_text(encoding="utf-8"))
            students = {student: Held(**held) for student, held in told["students"].items()}
            hardest = [tuple(one) for one in told["hardest"]]
            one = Summary(told["name"], told["most"], students, hardest)
        except (OSError, ValueError, TypeError, KeyError, AttributeError):
            continue  # the next report of that assignment writes it anew
        if (root / "feedback" / f"{one.name}.html").exists():
            found.append(one)
    return found


def about(one: Summary, class_size: int) -> About:
    """Return the row of an assignment in a class of so many."""
    held = list(one.students.values())
    shares = [
        100 * some.points / one.most if one.most else 100.0
        for some in held
        if some.points is not None
    ]
    return About(
        one.name,
        one.page,
        len(held),
        class_size - len(held),
        sum(some.standing == "ungraded" for some in held),
        sum(some.standing == "hand" for some in held),
        f"{median(shares):.0f} %" if shares else "—",
        bins_of(shares),
        one.hardest,
    )


def standing(row: Row) -> Standing:
    """Return what a student's work still waits for."""
    states = {state(verdict) for verdict in row.verdicts.values()}
    if row.reasons or "ungraded" in states:
        return "ungraded"
    return "hand" if "hand" in states else "done"


def share(row: Row) -> float:
    """Return how much of the points a student has, in percent."""
    return 100 * (row.points or 0.0) / row.max_points if row.max_points else 100.0


def bins_of(shares: Sequence[float]) -> list[int]:
    """Return how many shares are from 0 to 10 %, from 10 to 20 %, and so on."""
    bins = [0] * 10
    for one in shares:
        bins[min(max(int(one / 10), 0), 9)] += 1
    return bins


def page_of(student: str, assignment: str, notebook: str) -> str:
    """Return where a student's page lies, as a link from the class's pages."""
    return "/".join(map(quote, (student, assignment, f"{notebook}.html")))


def _page(row: Row) -> str:
    first = row.results[0]
    return page_of(first.student, first.assignment, first.notebook)


def _path(root: Path, assignment: str) -> Path:
    return inside(root / ".autograder", assignment, "class.json")
