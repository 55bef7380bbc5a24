"""One bar for whatever takes longer than two seconds; a few plain lines where there is no terminal."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)

SECONDS_BETWEEN_LINES = 10.0
ENOUGH_FOR_ETA = 3  # the first ones start everything up and tell little

Advance = Callable[[int, int, str], None]
"""Called with what is done, the total, and a word on what happened last."""


@contextmanager
def progress(console: Console, title: str) -> Iterator[Advance]:
    """Show how far the work inside has come. The bar is gone when it is done."""
    if console.is_terminal:
        columns = (
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            TextColumn("· left"),
            TimeRemainingColumn(),
            TextColumn("[dim]{task.fields[last]}"),
        )
        with Progress(*columns, console=console, transient=True) as bar:
            task = bar.add_task(title, total=None, last="")

            def advance(done: int, total: int, last: str = "") -> None:
                bar.update(task, completed=done, total=total, last=last)

            yield advance
        return

    started = spoke = time.monotonic()

    def say(done: int, total: int, last: str = "") -> None:
        nonlocal spoke
        now = time.monotonic()
        if now - spoke >= SECONDS_BETWEEN_LINES and 0 < done < total:
            spoke = now
            line = f"{title}: {done} of {total}"
            if done >= ENOUGH_FOR_ETA:
                line += f", about {(now - started) / done * (total - done):.0f} s left"
            console.print(line, highlight=False)

    yield say
