"""The command ``course``: parse what was typed, and turn every ending into an exit code.

Exit codes: 0 done, 1 something the user can fix (one line says what), 3 a defect of ours (with its
traceback), 130 interrupted. Everything heavy is imported by the command that needs it.
"""

from __future__ import annotations

import argparse
import errno
import gc
import importlib
import importlib.util
import os
import sys
import traceback
import warnings
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NoReturn

from autograder.errors import AutograderError
from course import commands, hubs
from course.commands import DONE, FIXABLE

DEFECT, INTERRUPTED = 3, 130

# What a machine can lack that isn't a defect of ours: room, rights, a port.
MACHINE = {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES, errno.EPERM, errno.EADDRINUSE}
UNIX = {"fcntl", "pwd", "resource"}  # modules of Python's own that Windows lacks

# A student kit holds the students' commands alone (course.handout.wheel).
KIT_ONLY = importlib.util.find_spec("course.instructor") is None

HELP = """\
Reinforcement learning in notebooks: read it, do it, be graded by it.

students
  course learn [assignment]    open JupyterLab on your own copy of the notebooks
  course check [notebook]      run the visible checks: points, exercise by exercise

instructors
  course release [assignment]  make student notebooks; refuses if a solution leaks
  course grade [assignment …]  grade submitted/; goes on where it was interrupted
  course kit [assignment …]    the zip that students get, without solutions
  course roster FILE.csv …     who is in the class, as a platform exports it
  course collect FILE …        fill submitted/ from what a platform gives
  course mark [assignment]     mark written answers: no names, by keyboard
  course report [assignment]   class table, feedback pages, CSV, Gradescope
  course gradescope NAME       the autograder.zip that grades on Gradescope
  course grade-one NOTEBOOK    grade one hand-in, with no class around it
  course teach                 open JupyterLab with Formgrader

everyone
  course book [--serve]        build the solved course as a website
  course demo [assignment]     grade a sample class from end to end
  course hub-check [folder]    on a JupyterHub: what is missing, and what to do

course COMMAND --help tells the rest. course --course DIR COMMAND works elsewhere.
"""


if KIT_ONLY:
    _about, _students, *_, _everyone, _more = HELP.split("\n\n")
    HELP = f"{_about}\n\n{_students}\n{_everyone.splitlines()[-1]}\n\n{_more}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    options = parser().parse_args(arguments)
    # nbgrader starts its `alembic` by name, also when the environment is not activated.
    here = str(Path(sys.executable).parent)
    os.environ["PATH"] = os.pathsep.join([here, os.environ.get("PATH", "")])
    # What nbgrader does that its own libraries frown upon is not for our readers to mend.
    warnings.filterwarnings("ignore", module=r"nbgrader\b")
    gc.set_threshold(50_000)  # imports make much and drop little: a fifth of their time
    _import_schemas()
    try:
        return options.run(options)
    except AutograderError as error:
        print(f"course: {error}", file=sys.stderr)
        return FIXABLE
    except KeyboardInterrupt:
        print(
            "course: interrupted. What was done is kept; the same command goes on.", file=sys.stderr
        )
        return INTERRUPTED
    except BrokenPipeError:  # `course report | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except OSError as error:
        if error.errno not in MACHINE:
            traceback.print_exc()
            return DEFECT
        where = f": {error.filename}" if error.filename else ""
        print(f"course: {error.strerror}{where}", file=sys.stderr)
        return FIXABLE
    except Exception as error:
        if isinstance(error, ModuleNotFoundError) and error.name in UNIX:
            print(
                "course: grading and its reports need Linux. On Windows, use WSL or a container: "
                "the README says how.",
                file=sys.stderr,
            )
            return FIXABLE
        traceback.print_exc()
        print(
            "course: this is a defect of ours, not of your work. Please report it.", file=sys.stderr
        )
        return DEFECT


def _import_schemas() -> None:
    """Import what checks notebooks against their schema, in a tenth of the time.

    It would import a package that compiles a grammar of web addresses for a second, at every start,
    wherever it finds it. The schema of notebooks has no web addresses.
    """
    if "jsonschema" not in sys.modules:
        sys.modules["rfc3987_syntax"] = None  # type: ignore[assignment]
        importlib.import_module("jsonschema")
        del sys.modules["rfc3987_syntax"]


def parser() -> argparse.ArgumentParser:
    """Return the parser of the whole command line."""
    top = _Course(prog="course", add_help=False, usage="course [--course DIR] COMMAND …")
    top.add_argument("-h", "--help", action="help", help="show this and exit")
    top.add_argument("--course", type=Path, metavar="DIR", help="the course folder")
    top.set_defaults(run=show_help)
    named = top.add_subparsers(prog="course", metavar="COMMAND", parser_class=_Parser)

    def command(name: str, run: Callable[[argparse.Namespace], int], about: str):
        sub = named.add_parser(name, description=about, help=about)
        sub.set_defaults(run=run)
        return sub

    sub = command(
        "learn", commands.learn, "Open JupyterLab on your own copy, which is never overwritten."
    )
    sub.add_argument("assignment", nargs="?", help="which notebook; default: all, as a folder")
    sub.add_argument("--dir", type=Path, default=None, help="your copy (default: ~/rl-course)")
    _lab_options(sub)

    sub = command("check", commands.check, "Run the visible checks in a fresh kernel.")
    sub.add_argument("notebook", nargs="?", help="a file or an assignment; default: the one here")
    sub.add_argument("--dir", type=Path, default=None, help="your copy (default: ~/rl-course)")
    sub.add_argument("--seconds", type=float, default=60.0, help="for one cell (default: 60)")

    sub = command(
        "hub-check", hubs.hub_check, "On a JupyterHub: say what is missing, and what to do."
    )
    sub.add_argument(
        "folder", nargs="?", type=Path, help="what the hub was told (default: what this server was)"
    )
    if not KIT_ONLY:
        _hub_options(sub)
        _add_more(command)
    return top


def _add_more(command: Callable[..., argparse.ArgumentParser]) -> None:
    """Add the commands for instructors and for readers."""
    sub = command("release", commands.release, "Make student notebooks from source/.")
    sub.add_argument("assignment", nargs="?", help="default: all")
    sub.add_argument("--check", action="store_true", help="only say whether release/ is up to date")

    sub = command("kit", commands.kit, "Build the zip that students get, and nothing else.")
    sub.add_argument("assignments", nargs="*", help="default: all that are released")
    _zip_option(sub)

    sub = command("gradescope", commands.gradescope, "Build the zip that grades on Gradescope.")
    sub.add_argument("assignment")
    _zip_option(sub)

    sub = command("grade-one", commands.grade_one, "Grade a notebook, a zip, or a folder with it.")
    sub.add_argument("notebook", type=Path)
    sub.add_argument(
        "--results",
        type=Path,
        required=True,
        metavar="FILE",
        help="results.json, as Gradescope reads it",
    )
    sub.add_argument(
        "--metadata", type=Path, metavar="FILE", help="Gradescope's submission_metadata.json"
    )
    sub.add_argument(
        "--hidden-tests",
        choices=("visible", "hidden", "after_due_date", "after_published"),
        default="after_due_date",
        help="when students see tests that have a hidden part (default: after_due_date)",
    )

    sub = command(
        "roster", commands.roster, "Learn who is in the class: a platform's export, or a table."
    )
    sub.add_argument(
        "files", nargs="*", type=Path, metavar="FILE.csv", help="default: show the roster"
    )

    sub = command("collect", commands.collect, "Fill submitted/ from what learning platforms give.")
    sub.add_argument(
        "given",
        nargs="+",
        metavar="FILE_OR_FOLDER",
        help="zips, folders; at the end an assignment, if only one",
    )
    sub.add_argument(
        "--timezone",
        metavar="ZONE",
        help="of times that Blackboard writes (default: this machine's)",
    )

    sub = command(
        "grade", commands.grade, "Grade everything in submitted/; resumes, and keeps what is done."
    )
    sub.add_argument("assignments", nargs="*", help="default: all that were handed in")
    sub.add_argument("--students", nargs="+", metavar="ID", help="only these")
    sub.add_argument("--force", action="store_true", help="grade again what is graded already")
    sub.add_argument(
        "--watch", action="store_true", help="grade whatever arrives, within seconds, until Ctrl-C"
    )
    sub.add_argument(
        "--inbox",
        type=Path,
        action="append",
        default=[],
        metavar="DIR",
        help="with --watch: collect from there too (nbgrader's exchange is known)",
    )
    sub.add_argument(
        "--scheduler",
        metavar="ADDRESS",
        help="grade on the workers of this Dask scheduler, as tcp://host:8786 or tls://host:8786",
    )
    _grading_options(sub)

    sub = command(
        "mark", commands.mark, "Mark written answers, question by question, without names."
    )
    sub.add_argument("assignment", nargs="?", help="default: all that were graded")
    sub.add_argument("--port", type=int, help="where to serve it (default: any that is free)")
    sub.add_argument("--no-browser", action="store_true", help="only print the address")

    sub = command("report", commands.report, "Show the class table and write feedback pages.")
    sub.add_argument("assignment", nargs="?", help="default: all that were graded")
    sub.add_argument("--csv", type=Path, metavar="FILE", help="points per student and question")
    sub.add_argument("--gradescope", type=Path, metavar="DIR", help="a results.json per student")

    sub.add_argument(
        "--everybody", action="store_true", help="a row for each student, however many there are"
    )
    for name, what in (
        ("canvas", "gradebook"),
        ("moodle", "grading worksheet"),
        ("blackboard", "grade centre download"),
    ):
        sub.add_argument(
            f"--{name}", type=Path, metavar="FILE", help=f"fill our column in its {what}"
        )
    sub.add_argument(
        "--column", metavar="TITLE", help="which column, if its title is not the assignment"
    )
    sub.add_argument(
        "--feedback", type=Path, metavar="ZIP", help="feedback as the platform takes it back"
    )

    sub = command("teach", commands.teach, "Open JupyterLab with Formgrader on this course.")
    _lab_options(sub)

    sub = command(
        "book", commands.book, "Run every notebook with its solution and build the book, a website."
    )
    sub.add_argument("--output", type=Path, metavar="DIR", help="default: _book/ in the course")
    sub.add_argument("--jobs", type=_positive, metavar="N", help="at once (default: one a core)")
    sub.add_argument("--serve", action="store_true", help="then serve it here and open a browser")
    sub.add_argument("--port", type=int, help="where to serve it (default: any that is free)")
    sub.add_argument("--no-browser", action="store_true", help="only print the address")

    sub = command(
        "demo", commands.demo, "Grade a sample class from end to end, in a temporary folder."
    )
    sub.add_argument("assignment", nargs="?", help="default: the first with sample submissions")
    _grading_options(sub)


class _Parser(argparse.ArgumentParser):
    """Ends with our exit code: what is wrong with a command line, the user can fix."""

    def error(self, message: str) -> NoReturn:
        self.exit(FIXABLE, f"course: {message}. See: {self.prog} --help\n")


class _Course(_Parser):
    """Says `course --help` in our words instead of argparse's list."""

    def format_help(self) -> str:
        return HELP


def _zip_option(sub: argparse.ArgumentParser) -> None:
    sub.add_argument(
        "-o", "--output", type=Path, metavar="DIR", help="a folder, or a .zip (default: _kit/)"
    )


def _hub_options(sub: argparse.ArgumentParser) -> None:
    sub.add_argument("--student", metavar="LOGIN", help="look with this student's eyes (as root)")
    sub.add_argument(
        "--write", action="store_true", help="write what the hub is told into the folder"
    )
    sub.add_argument(
        "--instructors", nargs="+", default=(), metavar="LOGIN", help="who grades (for --write)"
    )
    sub.add_argument("--exchange", type=Path, metavar="DIR", help="default: nbgrader's own")
    sub.add_argument(
        "--students-python", type=Path, metavar="PYTHON", help="default: the one beside jupyterhub"
    )


def _lab_options(sub: argparse.ArgumentParser) -> None:
    sub.add_argument("--port", type=int, help="where JupyterLab listens")
    sub.add_argument("--no-browser", action="store_true", help="only print the address")


def _grading_options(sub: argparse.ArgumentParser) -> None:
    sub.add_argument("--jobs", type=_positive, metavar="N", help="at once (default: one a core)")
    sub.add_argument(
        "--unsafe-no-sandbox",
        action="store_true",
        help="run students' code unconfined, with your rights; every report will say so",
    )


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("must be at least 1")
    return number


def show_help(options: argparse.Namespace) -> int:
    """Run ``course`` alone."""
    print(HELP, end="")
    return DONE
