"""How results of ``course check`` and the class of ``course demo`` look in a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from course.student.check import Checked, Exercise

MARKS = {"passed": ("✓", "green"), "failed": ("✗", "red"), "blank": ("○", "yellow")}
BY_HAND = ("✎", "cyan")
_ALIKE = ("title", "status", "message")


def standing(path: Path, checked: Checked) -> RenderableType:
    """Return a line for each test of an exercise, its reason under it, and the sum.

    What went wrong outside of the exercises comes first: it may be the reason of the rest.
    Tests of one exercise that ended alike, as those of a blank do, are one line.
    """
    table = Table(box=None, show_header=False, padding=(0, 2, 0, 0), pad_edge=False)
    table.add_column(no_wrap=True)
    table.add_column(justify="right", no_wrap=True)
    table.add_column(overflow="fold")
    above = ""
    for trouble in checked.troubles:
        table.add_row(Text("!", "red"), "", Text(trouble, "red"))
    for exercise in united(checked.exercises):
        mark, colour = MARKS.get(exercise.status, BY_HAND)
        said = Text("further tests of it" if exercise.title == above else exercise.title)
        above = exercise.title
        if exercise.message:
            said.append("\n" + exercise.message, style="dim" if colour != "red" else "red")
        points = "–" if exercise.status == "by hand" else f"{exercise.points:g}"
        table.add_row(Text(mark, colour), f"{points}/{exercise.max_points:g}", said)
    for note in checked.notes:
        table.add_row(Text("·", "dim"), "", Text(note, "dim"))
    return Group(
        Text(path.stem, "bold"), Padding(table, (1, 0, 1, 2)), Text(summary(checked.exercises))
    )


def united(exercises: Sequence[Exercise]) -> list[Exercise]:
    """Return the exercises with neighbours of one title and one outcome made one."""
    found: list[Exercise] = []
    for one in exercises:
        if found and all(getattr(found[-1], n) == getattr(one, n) for n in _ALIKE):
            points, most = found[-1].points + one.points, found[-1].max_points + one.max_points
            found[-1] = replace(found[-1], points=points, max_points=most)
        else:
            found.append(one)
    return found


def summary(exercises: Sequence[Exercise]) -> str:
    """Return the points so far in a sentence."""
    checked = [x for x in exercises if x.status != "by hand"]
    points, most = sum(x.points for x in exercises), sum(x.max_points for x in exercises)
    line = f"{points:g} of {most:g} points so far, by the checks you can see."
    if blanks := len({(x.title, x.message) for x in checked if x.status == "blank"}):
        line += f" {blanks} still to fill in."
    if waiting := sum(x.max_points for x in exercises if x.status == "by hand"):
        line += f" {waiting:g} more are for a person to give."
    return line
