"""Turn an nbgrader course over to this grader: write its configuration, and grade its own solutions.

    autograder adopt COURSE

What ``nbgrader autograde`` and Formgrader's button need to know is appended to the course's
``nbgrader_config.py``, once. Then each assignment's solution is graded as a submission would be, and a
table says which tests it does not pass outside the student's process, and what happens with them.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from rich import box
from rich.console import Console
from rich.table import Table

from autograder.coursefolder import CourseFolder
from autograder.errors import AutograderError
from autograder.execute import unheeded
from autograder.files import write_whole
from autograder.prepare import try_solutions
from autograder.trial import Trial
from autograder.workers.forkserver import ForkServers

MARK = "# -- graded outside the student's process: autograder adopt --"
LINES = f"""
{MARK}
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
"""


def write_configuration(root: Path) -> bool:
    """Append to the course's configuration what grading needs; return whether that was necessary.

    Raises ``StorageError``, and ``AutograderError`` where there is no course.
    """
    path = root / "nbgrader_config.py"
    if not path.is_file() and not (root / "source").is_dir():
        raise AutograderError(
            f"{root} is no course: it has neither nbgrader_config.py nor a folder source/"
        )
    before = path.read_text(encoding="utf-8") if path.is_file() else "c = get_config()\n"
    if MARK in before:
        return False
    write_whole(path, before.rstrip("\n") + "\n" + LINES)
    return True


def adopt(root: Path, say: Callable[[object], None]) -> bool:
    """Do it all; return whether every test of every solution is decided outside the kernel, and passes.

    Raises ``AutograderError``.
    """
    new = write_configuration(root)
    say(f"{root / 'nbgrader_config.py'}: {'written' if new else 'was there already'}")
    course = CourseFolder.at(root)
    for line in unheeded(course.config):
        say(line)
    right, tests = True, 0
    with ForkServers() as servers:
        for assignment in course.assignments():
            try:
                found = try_solutions(course.root, assignment, servers)
            except AutograderError as error:
                say(f"{assignment}: nobody can be graded. {error}")
                right = False
                continue
            tests += 1
            right = right and not found
            say(_table(found) if found else f"{assignment}: its solution passes every test")
    if not tests:
        say(f"there is no assignment in {course.root / course.directory.source_directory}")
    say("Now: nbgrader autograde ASSIGNMENT, as ever")
    return right


def _table(found: Sequence[Trial]) -> Table:
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, header_style="none")
    for column in ("test", "what it said of the solution", "so it", "what to do"):
        table.add_column(column, overflow="fold")
    for trial in found:
        for one in trial.findings:
            where = f"{trial.notebook}: {one.grade_id}"
            table.add_row(where, one.outside, one.follows, one.advice)
    return table


def main(arguments: Sequence[str] | None = None) -> int:
    """Run ``autograder``; exit codes: 0 done, 1 something to look at."""
    parser = argparse.ArgumentParser(prog="autograder", description=__doc__.splitlines()[0])
    named = parser.add_subparsers(dest="command", required=True)
    sub = named.add_parser("adopt", help="turn an nbgrader course over to this grader")
    sub.add_argument("course", type=Path, help="the folder with nbgrader_config.py and source/")
    options = parser.parse_args(arguments)
    console = Console(highlight=False)
    try:
        return 0 if adopt(options.course.resolve(), lambda what: console.print(what)) else 1
    except AutograderError as error:
        print(f"autograder: {error}", file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
