"""What a terminal shows of a large class: how it did, and whom a person must look at. Pages show everybody."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median, quantiles

from rich.console import Console, ConsoleOptions, RenderableType, RenderResult

from autograder.report.marks import Class
from autograder.report.overview import share, standing
from autograder.report.pen import Pen, for_each_class
from autograder.verdict import Graded

LARGE = 100  # students; of more, nobody reads a row each in a terminal
NAMED = 10  # of those who could not be graded


def is_large(results: Sequence[Graded]) -> bool:
    """Say whether the results of an assignment are of so many that they are told in brief."""
    return len({result.student for result in results}) > LARGE


def class_brief(results: Sequence[Graded]) -> RenderableType:
    """Return a few lines about each assignment, in place of a row for each student."""
    return for_each_class(results, _Brief)


@dataclass(frozen=True)
class _Brief:
    group: Class

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        pen = Pen(options.ascii_only)
        yield pen.text(self.group.assignment, "bold")
        yield from map(pen.text, self._lines())

    def _lines(self) -> Iterator[str]:
        rows = self.group.rows
        waiting = sum(standing(row) == "hand" for row in rows)
        ungraded = sum(standing(row) == "ungraded" for row in rows)
        counts = [f"{len(rows):,} handed in"]
        counts += [f"{waiting:,} wait for a person"] if waiting else []
        counts += [f"{ungraded:,} are not graded yet"] if ungraded else []
        yield ", ".join(counts)
        shares = [share(row) for row in rows if row.graded]
        if len(shares) > 1:
            lower, _, upper = quantiles(shares, n=4)
            yield (
                f"half of the class has at least {median(shares):.0f} % of the points, a quarter less "
                f"than {lower:.0f} %, a quarter more than {upper:.0f} %"
            )
        failed = [row for row in rows if row.reasons]
        for row in failed[:NAMED]:
            yield f"{row.student} is ungraded: {'; '.join(row.reasons)}"
        if len(failed) > NAMED:
            yield f"… and {len(failed) - NAMED} more"
        yield from self.group.warnings
