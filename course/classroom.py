"""What is on record about a class, a person's scores included, and the files made of it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from nbgrader.coursedir import CourseDirectory

from autograder.export import write_csv, write_gradescope
from autograder.feedback import write_feedback
from autograder.grade import load_results
from autograder.manual import merge_manual
from autograder.verdict import Graded
from course.release import course_config


def on_record(root: Path, assignment: str) -> list[Graded]:
    """Return the results of an assignment, with what Formgrader's users added by hand.

    Raises ``UnknownAssignment``, ``StorageError``.
    """
    config = course_config(root)
    config.CourseDirectory.root = str(root)
    return merge_manual(load_results(root, assignment), CourseDirectory(config=config).db_url)


def handed_in(root: Path, assignments: Sequence[str]) -> list[str]:
    """Return those assignments that at least one student has handed in."""
    return [name for name in assignments if any((root / "submitted").glob(f"*/{name}"))]


def write_files(
    root: Path, results: Sequence[Graded], csv: Path | None, gradescope: Path | None
) -> list[str]:
    """Write feedback pages and the exports asked for; return a line for each.

    The CSV holds all assignments; feedback and Gradescope's files are one assignment's, so with
    several of them Gradescope's folder has a folder for each. Raises ``StorageError``.
    """
    by_assignment: dict[str, list[Graded]] = {}
    for result in results:
        by_assignment.setdefault(result.assignment, []).append(result)
    lines = []
    for assignment, some in by_assignment.items():
        lines.append(f"Feedback pages: {write_feedback(root, some)}")
        if gradescope:
            folder = gradescope if len(by_assignment) == 1 else gradescope / assignment
            write_gradescope(some, folder)
            lines.append(f"Gradescope: {folder}")
    if csv:
        write_csv(results, csv)
        lines.append(f"Points: {csv}")
    return lines
