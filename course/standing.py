"""How results of ``course check`` and the class of ``course demo`` look in a terminal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from course.check import Exercise
from course.samples import Sample

MARKS = {"passed": ("✓", "green"), "failed": ("✗", "red"), "blank": ("○", "yellow")}
BY_HAND = ("✎", "cyan")


def standing(path: Path, exercises: Sequence[Exercise]) -> RenderableType:
    """Return one line per exercise, the reason under those that need one, and the sum."""
    table = Table(box=None, show_header=False, padding=(0, 2, 0, 0), pad_edge=False)
    table.add_column(no_wrap=True)
    table.add_column(justify="right", no_wrap=True)
    table.add_column(overflow="fold")
    for exercise in exercises:
        mark, colour = MARKS.get(exercise.status, BY_HAND)
        said = Text(exercise.title)
        if exercise.message:
            said.append("\n" + exercise.message, style="dim" if colour != "red" else "red")
        points = "–" if exercise.status == "by hand" else f"{exercise.points:g}"
        table.add_row(Text(mark, colour), f"{points}/{exercise.max_points:g}", said)
    return Group(Text(path.stem, "bold"), Padding(table, (1, 0, 1, 2)), Text(summary(exercises)))


def summary(exercises: Sequence[Exercise]) -> str:
    """Return the points so far in a sentence."""
    checked = [x for x in exercises if x.status != "by hand"]
    points, most = sum(x.points for x in exercises), sum(x.max_points for x in exercises)
    line = f"{points:g} of {most:g} points so far, by the checks you can see."
    if blanks := sum(x.status == "blank" for x in checked):
        line += f" {blanks} still to fill in."
    if waiting := sum(x.max_points for x in exercises if x.status == "by hand"):
        line += f" {waiting:g} more are for a person to give."
    return line


def who_did_what(students: Mapping[str, Sample]) -> RenderableType:
    """Return the class list of a demo: each student, and what this one handed in."""
    table = Table(box=None, show_header=False, padding=(0, 2, 0, 0), pad_edge=False)
    for student, sample in students.items():
        table.add_row(Text(student, "bold"), Text(sample.about))
    return Padding(table, (1, 0, 1, 0))
