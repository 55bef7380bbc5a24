"""Text for a terminal: no markup, no escapes, no sign its encoding lacks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rich.console import Group, RenderableType
from rich.text import Text

from autograder.report.marks import Class, classes, plain
from autograder.verdict import Graded

_ASCII = str.maketrans("✓◐✗…—−≥×█░", "+/x~?->x#.")


@dataclass(frozen=True)
class Pen:
    """Writes text that a console can show, whatever a student has put into it."""

    ascii_only: bool

    def text(self, text: str, style: str = "", *, wrap: bool = True) -> Text:
        """Return text for ``rich``."""
        text = plain(text)
        if self.ascii_only:
            text = text.translate(_ASCII).encode("ascii", "backslashreplace").decode()
        return Text(text, style, no_wrap=not wrap)


def for_each_class(
    results: Sequence[Graded], view: Callable[[Class], RenderableType]
) -> RenderableType:
    """Return what is to be shown of each assignment's class, one below the other."""
    groups = classes(results)
    return Group(*map(view, groups)) if groups else Text("No submissions.")
