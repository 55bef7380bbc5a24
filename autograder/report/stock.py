"""For stock nbgrader: ``nbgrader export`` that gives no zero to whom nobody could grade."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from nbgrader.api import Assignment, Gradebook, MissingEntry, Student, SubmittedAssignment
from nbgrader.plugins import CsvExportPlugin

_COLUMNS = (
    *("assignment", "duedate", "timestamp", "student_id", "last_name", "first_name", "email"),
    *("raw_score", "late_submission_penalty", "score", "max_score"),
)


class ExportDecided(CsvExportPlugin):
    """nbgrader's table of grades (``c.ExportApp.plugin_class``), empty where a test has no points yet.

    nbgrader's own counts such a test as a zero, and so gives 0.0 to a submission whose grading failed.
    Who handed in nothing has 0.0 here as well. Fields are quoted as RFC 4180 says.
    """

    def export(self, gradebook: Gradebook) -> None:
        """Write the table of the assignments and students that were asked for, or of all."""
        path = Path(self.to or "grades.csv")
        self.log.info("Exporting grades to %s", path)
        wanted, whose = set(map(str, self.assignment)), set(map(str, self.student))
        with path.open("w", newline="") as file:
            table = csv.writer(file, lineterminator="\n")
            table.writerow(_COLUMNS)
            for assignment in gradebook.assignments:
                for student in gradebook.students:
                    asked = not whose or student.id in whose
                    if asked and (not wanted or assignment.name in wanted):
                        table.writerow(_row(gradebook, assignment, student))


def _row(gradebook: Gradebook, assignment: Assignment, student: Student) -> Iterator[Any]:
    yield from (assignment.name, assignment.duedate)
    names = (student.id, student.last_name, student.first_name, student.email)
    try:
        submission = gradebook.find_submission(assignment.name, student.id)
    except MissingEntry:
        yield from ("", *names, 0.0, 0.0, 0.0, assignment.max_score)
        return
    penalty, score = submission.late_submission_penalty, submission.score
    yield from (submission.timestamp, *names)
    if waits_for_the_grader(submission):
        yield from ("", penalty, "", assignment.max_score)
    else:
        yield from (score, penalty, max(0.0, score - penalty), assignment.max_score)


def waits_for_the_grader(submission: SubmittedAssignment) -> bool:
    """Say whether a test has neither points of its own nor any that a person gave."""
    for notebook in submission.notebooks:
        answers = {cell.name for cell in notebook.notebook.solution_cells}  # a person's to grade
        for grade in notebook.grades:
            decided = grade.auto_score is not None or grade.manual_score is not None
            if not decided and grade.cell.cell_type == "code" and grade.name not in answers:
                return True
    return False
