"""Where everything but errors is printed: lines as they are, tables, and bars for what takes long."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from autograder.verdict import Graded
    from course.handin.collect import Collected
    from course.handin.giveback import Filled


def console():
    """Return the console that everything but errors goes to."""
    global _console
    if _console is None:
        from rich.console import Console

        _console = Console(highlight=False)
    return _console


_console = None


def say(line: str) -> None:
    """Print one line as it is: no colours, no breaks inside a path."""
    console().print(line, markup=False, soft_wrap=True)


@contextmanager
def bar(title: str) -> Iterator[Callable[[int, int, str], None]]:
    """Show progress on whatever runs inside."""
    from course.progress import progress

    with progress(console(), title) as advance:
        yield advance


@contextmanager
def grading_bar(assignment: str) -> Iterator[Callable[[Graded, int, int], None]]:
    """Show progress as the autograder reports it."""
    with bar(f"Grading {assignment}") as advance:
        yield lambda result, done, total: advance(done, total, result.student)


def collected_lines(found: Collected) -> list[str]:
    """Return what ``course collect`` says: how many of what, and by name what a person has to look at."""
    counts = {
        "new": found.new,
        "in place of an earlier one": found.replaced,
        "already there": found.unchanged,
        "older than what is there": found.older,
    }
    told = [f"{len(some)} {what}" for what, some in counts.items() if some]
    lines = [f"Collected: {', '.join(told) or 'nothing'}."]
    for title, some in (
        ("In place of an earlier one", found.replaced),
        ("Late, says the platform", found.late),
        ("Skipped", found.skipped),
        ("Refused", found.refused),
        ("Nobody's, and not collected", found.unmatched),
    ):
        if some:
            lines += [f"{title}:", *(f"  {line}" for line in some)]
    if found.unmatched:
        lines.append(
            "Who is missing on the roster is added by: course roster FILE.csv; then collect again."
        )
    return lines


def filled_lines(filled: Filled) -> list[str]:
    """Return what is to be said of a platform's table that got our points."""
    lines = [f"{filled.filled} students' points in the column {filled.column!r}: {filled.path}"]
    for title, some in (
        ("no points, cell as it was", filled.without),
        ("not on the roster, row as it was", filled.strangers),
        ("graded, and without a row there", filled.absent),
    ):
        if some:
            lines.append(f"  {title}: {', '.join(some)}")
    return lines
