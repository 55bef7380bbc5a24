"""What is on record about a class, a person's scores included, and the files made of it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from autograder.coursefolder import CourseFolder
from autograder.errors import AutograderError
from autograder.gradebook import Writer, load_results
from autograder.report.export import write_gradescope
from autograder.report.feedback import write_feedback
from autograder.report.manual import merge_manual
from autograder.report.people import people_of
from autograder.verdict import Graded


def on_record(root: Path, assignment: str) -> list[Graded]:
    """Return the results of an assignment, with what Formgrader's users added by hand.

    Raises ``UnknownAssignment``, ``StorageError``.
    """
    directory = CourseFolder.at(root).directory
    return merge_manual(load_results(root, assignment), directory.db_url)


def enter_assignment(root: Path, assignment: str) -> None:
    """Let the gradebook know an assignment, as ``nbgrader generate_assignment`` does.

    Raises ``BadSource`` where that no longer fits what was graded, ``StorageError``.
    """
    course = CourseFolder.at(root)
    writer = Writer(course, assignment)
    for name, master in course.masters(assignment).items():
        writer.register(master, name)


def handed_in(
    course: CourseFolder, assignments: Sequence[str], students: Sequence[str] | None = None
) -> dict[str, list[str] | None]:
    """Return those assignments that somebody handed in, each with whom to grade (None: everybody).

    Students that are named are graded wherever they handed in something. Raises
    ``AutograderError`` for one who never did.
    """
    if students is None:
        return {name: None for name in assignments if course.handed_in(name)}
    found = {
        name: [student for student in students if course.submission(student, name).is_dir()]
        for name in assignments
    }
    if missing := sorted(set(students).difference(*found.values())):
        names = ", ".join(missing)
        raise AutograderError(f"nothing was handed in by {names}: see {course.submitted}")
    return {name: who for name, who in found.items() if who}


def write_files(root: Path, results: Sequence[Graded], gradescope: Path | None = None) -> list[str]:
    """Write the pages of one assignment, and Gradescope's files if asked for; return a line for each.

    Raises ``StorageError``.
    """
    people = people_of(CourseFolder.at(root).directory.db_url)
    lines = [f"Feedback pages: {write_feedback(root, results, people)}"]
    if gradescope:
        write_gradescope(results, gradescope)
        lines.append(f"Gradescope: {gradescope}")
    return lines
