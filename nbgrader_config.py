"""What a stock nbgrader, and Formgrader, must know to see the same course as ``course`` does."""

from pathlib import Path

import lib
from course.release import PREPROCESSORS

c = get_config()  # noqa: F821  (nbgrader provides it)

c.CourseDirectory.course_id = "peter"

c.GenerateAssignment.preprocessors = PREPROCESSORS

# Tests run outside the student's process, and the student's process is confined.
c.Autograde.sanitize_preprocessors = [
    "nbgrader.preprocessors.ClearOutput",
    "autograder.execute.Reconcile",
]
c.Autograde.autograde_preprocessors = [
    "autograder.execute.SandboxedExecute",
    "nbgrader.preprocessors.LimitOutput",
    "autograder.execute.SaveScores",
    "nbgrader.preprocessors.AssignLatePenalties",
    "nbgrader.preprocessors.CheckCellMetadata",
]
c.GenerateFeedback.preprocessors = [
    "nbgrader.preprocessors.GetGrades",
    "autograder.execute.HideTests",
    "nbconvert.preprocessors.CSSHTMLHeaderPreprocessor",
]
c.Autograde.exporter_class = "autograder.execute.SubmissionExporter"
c.ExportApp.plugin_class = "autograder.report.stock.ExportDecided"
c.SandboxedExecute.fallback = "refuse"  # no test of ours can be forged
c.SandboxedExecute.readable = [str(Path(lib.__file__).parent)]
