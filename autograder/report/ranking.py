"""Places by score, where a test keeps one: the class for its instructor, a student's own for the student."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from rich import box
from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.padding import Padding
from rich.table import Table

from autograder.report.marks import Class, Column, classes
from autograder.report.pen import Pen
from autograder.verdict import Graded


@dataclass(frozen=True)
class Place:
    """Where one student stands in one exercise; whose scores read the same share a place."""

    place: int
    student: str
    score: float
    shared: bool = False

    @property
    def text(self) -> str:
        """The score as it is shown."""
        return score_text(self.score)


@dataclass(frozen=True)
class Ranking:
    """Everybody's place in one exercise, the best first; prints itself as a table."""

    assignment: str
    column: Column
    what: str  # the score is
    places: tuple[Place, ...]

    def of(self, student: str) -> Place | None:
        """Return a student's place, or None for who has no score."""
        return self._by_student.get(student)

    @cached_property
    def _by_student(self) -> dict[str, Place]:
        return {place.student: place for place in self.places}

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        pen = Pen(options.ascii_only)
        table = Table(box=box.SIMPLE_HEAD, show_edge=False, header_style="none")
        table.add_column("place", justify="right", no_wrap=True)
        table.add_column("student", overflow="fold")
        table.add_column("score", justify="right", no_wrap=True)
        for place in self.places:
            table.add_row(str(place.place), pen.text(place.student), place.text)
        what = f" ({self.what})" if self.what else ""
        yield pen.text(f"{self.assignment}: ranking of {self.column.title}{what}", "bold")
        yield Padding(table, (0, 0, 1, 0))


def rankings(group: Class) -> tuple[Ranking, ...]:
    """Return a ranking for each exercise of a class in which somebody has a score."""
    found = (_ranking(group, column) for column in group.columns)
    return tuple(ranking for ranking in found if ranking.places)


def ranking_tables(results: Sequence[Graded]) -> RenderableType:
    """Return the rankings of every assignment, for ``rich`` to print; nothing where nothing is scored."""
    return Group(*(ranking for group in classes(results) for ranking in rankings(group)))


def _ranking(group: Class, column: Column) -> Ranking:
    scored = [
        (verdict.score, row.student, verdict.score_of)
        for row in group.rows
        if (verdict := row.verdicts.get(column.key)) and verdict.score is not None
    ]
    scored.sort(key=lambda one: (-one[0], one[1]))
    texts = [score_text(score) for score, *_ in scored]
    counts, first = Counter(texts), {}
    for place, text in enumerate(texts, start=1):
        first.setdefault(text, place)
    places = tuple(
        Place(first[text], student, score, shared=counts[text] > 1)
        for text, (score, student, _) in zip(texts, scored, strict=True)
    )
    return Ranking(group.assignment, column, scored[0][2] if scored else "", places)


def score_text(score: float) -> str:
    """Return a score as a person writes it: ``2,503.3``, or ``0.00012`` where it is small."""
    if 0 < abs(score) < 1:
        return f"{score:.3g}"
    return f"{score + 0.0:,.2f}".rstrip("0").rstrip(".")
