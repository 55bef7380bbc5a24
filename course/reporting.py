"""``course report``: what is on record, assignment by assignment, so that a large course needs no more memory."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from autograder.coursefolder import CourseFolder
from autograder.files import write_whole
from autograder.report.brief import class_brief, is_large
from autograder.report.export import csv_text
from autograder.report.feedback import page_path
from autograder.report.marks import classes
from autograder.report.overview import PAGE
from autograder.report.terminal import class_table, lost_points, ranking_tables, statistics
from autograder.verdict import Graded
from course.handin.giveback import fill, zip_feedback
from course.handin.roster import Roster
from course.instructor.classroom import on_record, write_files
from course.terminal import console, filled_lines, say


def report_on(root: Path, wanted: Sequence[str], options: argparse.Namespace) -> None:
    """Show each assignment that was graded, and write its pages and the exports asked for.

    Raises ``AutograderError``.
    """
    folder = CourseFolder.at(root)
    graded = [name for name in wanted if any(folder.records(name).glob("*/*.json"))]
    if not graded:
        say("Nothing is graded yet: course grade")
        return
    tables = [table for table in (options.canvas, options.moodle, options.blackboard) if table]
    lines, pieces = [], []
    for name in graded:
        results = on_record(root, name)
        _show(results, everybody=options.everybody)
        gradescope = options.gradescope
        if gradescope and len(graded) > 1:
            gradescope = gradescope / name
        lines += write_files(root, results, gradescope)
        if options.csv:
            pieces.append(csv_text(results, header=not pieces))
        if len(graded) == 1:
            lines += _given_back(root, results, tables, options)
    if options.csv:
        write_whole(options.csv, "".join(pieces))
        lines.append(f"Points: {options.csv}")
    if len(graded) > 1:
        lines.append(f"All assignments: {root / 'feedback' / PAGE}")
        if tables or options.feedback:
            known = ", ".join(graded)
            lines.append(f"Whose points? Say: course report ASSIGNMENT …, with one of {known}")
    for line in lines:
        say(line)


def _show(results: Sequence[Graded], *, everybody: bool) -> None:
    """Print an assignment's class: a row each, or in brief where there are too many to be read."""
    if is_large(results) and not everybody:
        console().print(class_brief(results), statistics(results))
        say("Everybody is on the pages below; in this terminal with: course report --everybody")
        return
    console().print(class_table(results), ranking_tables(results))
    console().print(statistics(results), lost_points(results))


def _given_back(
    root: Path, results: Sequence[Graded], tables: Sequence[Path], options: argparse.Namespace
) -> list[str]:
    """Fill the tables of platforms and zip feedback, as asked for; return a line for each thing done."""
    (group,) = classes(results)
    roster, lines = Roster.of(root), []
    points = {
        row.student: row.points for row in group.rows if row.graded and row.points is not None
    }
    for table in tables:
        lines += filled_lines(fill(table, group.assignment, points, roster, options.column))
    if options.feedback:
        pages = {
            row.student: [page_path(root / "feedback", result) for result in row.results]
            for row in group.rows
        }
        lines += zip_feedback(root, group.assignment, pages, options.feedback)
        lines.append(f"Feedback to upload: {options.feedback}")
    return lines
