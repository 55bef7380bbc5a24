"""Where everything but errors is printed: lines as they are, tables, and bars for what takes long."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from autograder.verdict import Graded


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
