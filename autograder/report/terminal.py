"""What a terminal shows of a class: the table, a reason for every lost point, the failing tests.

Each function returns something ``rich`` prints, at any width, in colour or into a file. Nothing
is told by colour alone, and what is undecided never looks like a zero.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import fmean, median

from rich import box
from rich.console import Console, ConsoleOptions, RenderableType, RenderResult
from rich.measure import Measurement
from rich.table import Table
from rich.text import Text

from autograder.report.export import write_csv, write_gradescope
from autograder.report.manual import merge_manual
from autograder.report.marks import (
    Class,
    Column,
    Row,
    State,
    blank_hint,
    classes,
    first_line,
    number,
    state,
)
from autograder.report.pen import Pen, for_each_class
from autograder.report.ranking import ranking_tables
from autograder.verdict import Graded, Verdict

__all__ = [
    "class_table",
    "lost_points",
    "merge_manual",
    "ranking_tables",
    "statistics",
    "write_csv",
    "write_gradescope",
]

SIGNS: dict[State, str] = {
    "passed": "✓",
    "partly": "◐",
    "failed": "✗",
    "hand": "…",
    "ungraded": "—",
}
MEANINGS: dict[State, str] = {
    "passed": "all points",
    "partly": "some points",
    "failed": "no points",
    "hand": "waits for a person",
    "ungraded": "ungraded, not a zero",
}
# Orange against the terminal's own ink keeps its contrast for every kind of colour vision.
STYLES: dict[State, str] = {
    "passed": "",
    "partly": "dark_orange",
    "failed": "bold dark_orange",
    "hand": "dim",
    "ungraded": "dim",
}


def class_table(results: Sequence[Graded]) -> RenderableType:
    """Return one row a student: points per question, in total, and as a percentage.

    Columns are named where they fit, numbered where they don't, and single signs where even that
    is too wide.
    """
    return for_each_class(results, _ClassTable)


@dataclass(frozen=True)
class _ClassTable:
    group: Class

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        pen = Pen(options.ascii_only)
        room = options.update(width=10_000)  # to ask for the width a table would like
        for layout in (self._named, self._numbered, self._signs):
            table, legend = layout(pen)
            if Measurement.get(console, room, table).maximum <= options.max_width:
                break
        yield pen.text(self.group.assignment, "bold")
        yield table
        for items in (legend, self._key(signs=layout == self._signs)):
            yield from map(pen.text, _flow(items, options.max_width))
        yield from map(pen.text, self._footnotes())

    def _named(self, pen: Pen) -> tuple[Table, list[str]]:
        columns = self.group.columns
        heads = [c.title.replace("-", "-\n") + f"\n/{number(c.max_points)}" for c in columns]
        return self._points_table(pen, heads), []

    def _numbered(self, pen: Pen) -> tuple[Table, list[str]]:
        columns = self.group.columns
        heads = [f"{n}\n/{number(c.max_points)}" for n, c in enumerate(columns, start=1)]
        return self._points_table(pen, heads), self._numbers()

    def _signs(self, pen: Pen) -> tuple[Table, list[str]]:
        columns = self.group.columns
        table = self._table(pen, [f"1…{len(columns)}"] if columns else [])
        for row in self.group.rows:
            signs = Text()
            for n, column in enumerate(columns):
                signs.append(" " if n and n % 5 == 0 else "")
                now = row.state(column)
                signs.append_text(pen.text(SIGNS[now], STYLES[now]))
            self._add(table, row, [signs] if columns else [], pen)
        return table, self._numbers()

    def _points_table(self, pen: Pen, heads: list[str]) -> Table:
        table = self._table(pen, heads)
        for row in self.group.rows:
            cells = [
                pen.text(_points(row.verdicts.get(column.key)), STYLES[row.state(column)])
                for column in self.group.columns
            ]
            self._add(table, row, cells, pen)
        return table

    def _table(self, pen: Pen, heads: list[str]) -> Table:
        table = Table(box=box.SIMPLE_HEAD, show_edge=False, header_style="none")
        table.add_column(pen.text("student"), vertical="bottom", overflow="fold")
        for head in heads:
            table.add_column(pen.text(head), justify="right", vertical="bottom", no_wrap=True)
        table.add_column(pen.text("points"), justify="right", vertical="bottom", no_wrap=True)
        table.add_column(pen.text("%"), justify="right", vertical="bottom", no_wrap=True)
        return table

    def _add(self, table: Table, row: Row, cells: list[Text], pen: Pen) -> None:
        share = row.percentage().removesuffix(" %")
        table.add_row(pen.text(row.student), *cells, pen.text(row.score()), pen.text(share))

    def _numbers(self) -> list[str]:
        return [f"{n} {c.title}" for n, c in enumerate(self.group.columns, start=1)]

    def _key(self, *, signs: bool) -> list[str]:
        seen = {row.state(column) for row in self.group.rows for column in self.group.columns}
        if not signs:  # numbers speak for themselves
            seen &= {"hand", "ungraded"}
        return [f"{SIGNS[s]} {MEANINGS[s]}" for s in MEANINGS if s in seen]

    def _footnotes(self) -> Iterator[str]:
        graded = [row for row in self.group.rows if row.graded]
        ungraded = [row for row in self.group.rows if row.reasons]
        counts = [f"{len(graded)} graded"] + ([f"{len(ungraded)} ungraded"] if ungraded else [])
        if graded:
            counts.append(f"median {number(median(row.points or 0.0 for row in graded))} points")
        yield ", ".join(counts)
        for row in ungraded:
            yield f"{row.student} is ungraded: {'; '.join(row.reasons)}"
        yield from self.group.warnings


def _flow(items: Sequence[str], width: int) -> list[str]:
    """Return items in lines, none of them broken in two."""
    lines: list[str] = []
    for item in items:
        if lines and len(lines[-1]) + 3 + len(item) <= width:
            lines[-1] += f"   {item}"
        else:
            lines.append(item)
    return lines


def _points(verdict: Verdict | None) -> str:
    """Return a cell of the table: points, or the sign of what nobody has decided."""
    if verdict is None:
        return SIGNS["ungraded"]
    now = state(verdict)
    return SIGNS[now] if now in ("hand", "ungraded") else number(verdict.points or 0.0)


def lost_points(results: Sequence[Graded]) -> RenderableType:
    """Return, student by student, every lost point with its reason and hint.

    Questions lost for the same reason share a line, and so do blanks nobody has filled.
    """
    return for_each_class(results, _LostPoints)


@dataclass(frozen=True)
class _LostPoints:
    group: Class

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        pen = Pen(options.ascii_only)
        yield pen.text(f"{self.group.assignment}: where points were lost", "bold")
        spotless = []
        for row in self.group.rows:
            lines = list(self._lines(row))
            if not lines:
                spotless.append(row.student)
                continue
            yield Text()
            yield pen.text(f"{row.student}  {row.score()}", "bold")
            table = Table.grid(padding=(0, 2, 0, 0), expand=False)
            table.add_column(justify="right", min_width=5, no_wrap=True)
            table.add_column(ratio=1, overflow="fold")
            for points, style, reason, hint in lines:
                table.add_row(pen.text(points, style), pen.text(reason))
                if hint:
                    table.add_row("", pen.text(f"hint: {hint}", "italic"))
            yield table
        if spotless:
            yield Text()
            yield pen.text(f"No point lost: {', '.join(spotless)}")

    def _lines(self, row: Row) -> Iterator[tuple[str, str, str, str]]:
        """Yield points, their style, the reason, the hint."""
        for reason in row.reasons:
            yield SIGNS["ungraded"], STYLES["ungraded"], f"ungraded: {reason}", ""
        yield from self._blanks(row)
        same: dict[tuple[str, str], list[Column]] = {}
        for column in self.group.columns:
            verdict = row.verdicts.get(column.key)
            if verdict is None or blank_hint(verdict) is not None:
                continue
            now, message = state(verdict), _reason(verdict)
            if now == "ungraded":
                reason = f"{column.title} ungraded: {message}"
                yield SIGNS[now], STYLES[now], reason, ""
            elif now in ("partly", "failed"):
                same.setdefault((message, first_line(verdict.hint)), []).append(column)
        for (message, hint), columns in same.items():
            lost = _lost(row, columns)
            if lost > 0:
                names = ", ".join(column.title for column in columns)
                yield _minus(lost), STYLES["failed"], f"{names}: {message}", hint
        for result in row.results:
            if penalty := getattr(result, "late_penalty", 0.0):
                yield _minus(penalty), STYLES["failed"], "handed in late", ""

    def _blanks(self, row: Row) -> Iterator[tuple[str, str, str, str]]:
        blank: dict[str, list[Column]] = {}  # several tests may meet the same one
        for column in self.group.columns:
            verdict = row.verdicts.get(column.key)
            if verdict and (hint := blank_hint(verdict)) is not None:
                # without a hint nobody can tell which blank it was
                blank.setdefault(hint or column.title, []).append(column)
        if blank:
            named = "; ".join(
                f"{columns[0].title} ({hint})" if hint != columns[0].title else hint
                for hint, columns in blank.items()
            )
            noun = "1 exercise" if len(blank) == 1 else f"{len(blank)} exercises"
            lost = _lost(row, [column for columns in blank.values() for column in columns])
            yield _minus(lost), STYLES["failed"], f"{noun} not started: blanks {named}", ""


def _reason(verdict: Verdict) -> str:
    """Return why a question has not all its points, in one line."""
    if blank_hint(verdict) is not None:
        return "not started"
    if message := first_line(verdict.message):
        return message
    if verdict.by == "hand":
        return "graded by hand, no comment"
    if verdict.points:  # a part of them, for which a test names no reason
        score = "" if verdict.score is None else f", with a score of {number(verdict.score)}"
        return f"{number(verdict.points)} of {number(verdict.max_points)} points{score}"
    return "no reason recorded"


def _lost(row: Row, columns: Sequence[Column]) -> float:
    verdicts = [row.verdicts[column.key] for column in columns]
    return sum(v.max_points - (v.points or 0.0) for v in verdicts)


def _minus(points: float) -> str:
    return f"−{number(points)}"


@dataclass(frozen=True)
class CellStatistics:
    """How a class did on one graded cell; rates are None where nothing is decided."""

    assignment: str
    notebook: str
    grade_id: str
    title: str
    max_points: float
    passed: int
    decided: int
    undecided: int
    pass_rate: float | None
    mean_points: float | None
    median_seconds: float | None
    message: str = ""  # the most common first line among those who lost points
    message_count: int = 0


@dataclass(frozen=True)
class Statistics:
    """One row per graded cell; prints itself as a table."""

    rows: tuple[CellStatistics, ...]

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        pen = Pen(options.ascii_only)
        table = Table(box=box.SIMPLE_HEAD, show_edge=False, header_style="none")
        table.add_column("test", overflow="fold", max_width=24)
        table.add_column("passed", justify="right", no_wrap=True)
        table.add_column("", no_wrap=True)
        table.add_column("mean", justify="right", no_wrap=True)
        table.add_column("sec", justify="right", no_wrap=True)
        table.add_column("most common reason", ratio=1, overflow="fold")
        for row in self.rows:
            few = row.pass_rate is not None and row.pass_rate < 0.5
            style = STYLES["failed"] if few else ""
            waiting = f"({row.undecided} undecided)" if row.undecided else ""
            reason = f"{row.message_count}× {row.message}" if row.message else ""
            mean = SIGNS["ungraded"] if row.mean_points is None else number(row.mean_points)
            seconds = "" if row.median_seconds is None else f"{row.median_seconds:.1f}"
            table.add_row(
                pen.text(row.title),
                pen.text(f"{row.passed}/{row.decided}", style),
                pen.text(_bar(row.pass_rate), style),
                pen.text(f"{mean}/{number(row.max_points)}"),
                pen.text(seconds),
                pen.text(f"{reason} {waiting}".strip()),
            )
        yield table
        nobody = [row.title for row in self.rows if row.decided > 1 and not row.passed]
        if nobody:
            yield pen.text(
                f"Nobody passes {', '.join(nobody)}: look at the test and the text before it.",
                "bold",
            )


def _bar(rate: float | None, width: int = 8) -> str:
    full = 0 if rate is None else round(rate * width)
    return "█" * full + "░" * (width - full)


def statistics(results: Sequence[Graded]) -> Statistics:
    """Return pass rate, mean points, time and commonest reason of every graded cell."""
    return Statistics(
        tuple(_cell(group, column) for group in classes(results) for column in group.columns)
    )


def _cell(group: Class, column: Column) -> CellStatistics:
    verdicts = [row.verdicts[column.key] for row in group.rows if column.key in row.verdicts]
    decided = [v for v in verdicts if state(v) not in ("hand", "ungraded")]
    passed = sum(state(v) == "passed" for v in decided)
    losers = [v for v in decided if state(v) != "passed"]
    common = Counter(map(_reason, losers)).most_common(1)
    # A person's verdict took no machine time.
    timed = [v.seconds for v in verdicts if v.by != "hand"]
    return CellStatistics(
        group.assignment,
        column.notebook,
        column.grade_id,
        column.title,
        column.max_points,
        passed=passed,
        decided=len(decided),
        undecided=len(verdicts) - len(decided),
        pass_rate=passed / len(decided) if decided else None,
        mean_points=fmean(v.points or 0.0 for v in decided) if decided else None,
        median_seconds=median(timed) if timed else None,
        message=common[0][0] if common else "",
        message_count=common[0][1] if common else 0,
    )
