"""The command ``course``: parse, print, exit codes, and nothing else.

Exit codes: 0 done, 1 something the user can fix (one line says what), 3 a defect of ours (with its
traceback), 130 interrupted. Everything heavy is imported by the command that needs it.
"""

from __future__ import annotations

import argparse
import errno
import gc
import importlib
import os
import sys
import traceback
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from autograder.errors import AutograderError
from course.folder import assignments_in, awaits_grading, code_in, find_course, must_know

if TYPE_CHECKING:
    from collections.abc import Callable

    from autograder.verdict import Graded
    from autograder.workers.forkserver import ForkServers

DONE, FIXABLE, DEFECT, INTERRUPTED = 0, 1, 3, 130

# What a machine can lack that isn't a defect of ours: room, rights, a port.
MACHINE = {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES, errno.EPERM, errno.EADDRINUSE}
UNIX = {"fcntl", "pwd", "resource"}  # modules of Python's own that Windows lacks

HELP = """\
Reinforcement learning in notebooks: read it, do it, be graded by it.

students
  course learn [assignment]    open JupyterLab on your own copy of the notebooks
  course check [notebook]      run the visible checks: points, exercise by exercise

instructors
  course release [assignment]  make student notebooks; refuses if a solution leaks
  course grade [assignment …]  grade submitted/; goes on where it was interrupted
  course report [assignment]   class table, feedback pages, CSV, Gradescope
  course teach                 open JupyterLab with Formgrader

everyone
  course book [--serve]        build the solved course as a website
  course demo [assignment]     grade a sample class from end to end

course COMMAND --help tells the rest. course --course DIR COMMAND works elsewhere.
"""


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
    commands = top.add_subparsers(prog="course", metavar="COMMAND", parser_class=_Parser)

    def command(name: str, run: Callable[[argparse.Namespace], int], about: str):
        sub = commands.add_parser(name, description=about, help=about)
        sub.set_defaults(run=run)
        return sub

    sub = command("learn", learn, "Open JupyterLab on your own copy, which is never overwritten.")
    sub.add_argument("assignment", nargs="?", help="which notebook; default: all, as a folder")
    sub.add_argument("--dir", type=Path, default=None, help="your copy (default: ~/rl-course)")
    _lab_options(sub)

    sub = command("check", check, "Run the visible checks in a fresh kernel.")
    sub.add_argument("notebook", nargs="?", help="a file or an assignment; default: the one here")
    sub.add_argument("--dir", type=Path, default=None, help="your copy (default: ~/rl-course)")
    sub.add_argument("--seconds", type=float, default=60.0, help="for one cell (default: 60)")

    sub = command("release", release, "Make student notebooks from source/.")
    sub.add_argument("assignment", nargs="?", help="default: all")
    sub.add_argument("--check", action="store_true", help="only say whether release/ is up to date")

    sub = command(
        "grade", grade, "Grade everything in submitted/; resumes, and keeps what is done."
    )
    sub.add_argument("assignments", nargs="*", help="default: all that were handed in")
    sub.add_argument("--students", nargs="+", metavar="ID", help="only these")
    sub.add_argument("--force", action="store_true", help="grade again what is graded already")
    _grading_options(sub)

    sub = command("report", report, "Show the class table and write feedback pages.")
    sub.add_argument("assignment", nargs="?", help="default: all that were graded")
    sub.add_argument("--csv", type=Path, metavar="FILE", help="points per student and question")
    sub.add_argument("--gradescope", type=Path, metavar="DIR", help="a results.json per student")

    sub = command("teach", teach, "Open JupyterLab with Formgrader on this course.")
    _lab_options(sub)

    sub = command(
        "book", book, "Run every notebook with its solution and build the book, a website."
    )
    sub.add_argument("--output", type=Path, metavar="DIR", help="default: _book/ in the course")
    sub.add_argument("--jobs", type=_positive, metavar="N", help="at once (default: one a core)")
    sub.add_argument("--serve", action="store_true", help="then serve it here and open a browser")
    sub.add_argument("--port", type=int, help="where to serve it (default: any that is free)")
    sub.add_argument("--no-browser", action="store_true", help="only print the address")

    sub = command("demo", demo, "Grade a sample class from end to end, in a temporary folder.")
    sub.add_argument("assignment", nargs="?", help="default: the first with sample submissions")
    _grading_options(sub)
    return top


class _Parser(argparse.ArgumentParser):
    """Ends with our exit code: what is wrong with a command line, the user can fix."""

    def error(self, message: str) -> NoReturn:
        self.exit(FIXABLE, f"course: {message}. See: {self.prog} --help\n")


class _Course(_Parser):
    """Says `course --help` in our words instead of argparse's list."""

    def format_help(self) -> str:
        return HELP


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


def learn(options: argparse.Namespace) -> int:
    """Run ``course learn``."""
    from course.learn import learn as open_copy
    from course.workplace import DEFAULT

    root = find_course(Path.cwd(), options.course)
    code = open_copy(
        root,
        options.assignment,
        options.dir or DEFAULT,
        say,
        port=options.port,
        browser=not options.no_browser,
    )
    return DONE if code == 0 else FIXABLE


def teach(options: argparse.Namespace) -> int:
    """Run ``course teach``."""
    from course.learn import teach as open_course

    root = find_course(Path.cwd(), options.course)
    code = open_course(root, say, port=options.port, browser=not options.no_browser)
    return DONE if code == 0 else FIXABLE


def check(options: argparse.Namespace) -> int:
    """Run ``course check``."""
    from course.check import check_notebook
    from course.standing import standing
    from course.workplace import DEFAULT, find_notebook

    folder = (options.dir or DEFAULT).expanduser()
    path = find_notebook(Path.cwd(), options.notebook, folder)
    with bar(f"Checking {path.name}") as advance:
        exercises = check_notebook(path, cell_seconds=options.seconds, on_progress=advance)
    console().print(standing(path, exercises))
    return DONE


def release(options: argparse.Namespace) -> int:
    """Run ``course release``."""
    from course.release import differences
    from course.release import release as make

    root = find_course(Path.cwd(), options.course)
    known = assignments_in(root / "source")
    wanted = [must_know(options.assignment, known)] if options.assignment else known
    stale = 0
    for assignment in wanted:
        if options.check:
            for name in differences(root, assignment):
                stale += 1
                say(f"release/{assignment}/{name} is not what the source gives: course release")
        else:
            say(f"released {make(root, assignment).relative_to(root)}")
    return FIXABLE if stale else DONE


def grade(options: argparse.Namespace) -> int:
    """Run ``course grade``."""
    from autograder.workers.forkserver import ForkServers

    root = find_course(Path.cwd(), options.course)
    sources = assignments_in(root / "source")
    named = [name for name in options.assignments or sources if name in sources]
    new = [name for name in named if options.force or awaits_grading(root, name)]
    with ForkServers() as servers:
        warm_up(servers, root, new)  # before the imports below, which take a second
        from autograder.coursefolder import CourseFolder
        from autograder.grade import grade_assignment
        from autograder.report.terminal import class_table
        from course.classroom import handed_in, on_record, write_files

        known = CourseFolder.at(root).assignments()
        if options.assignments:
            wanted = {must_know(name, known): options.students for name in options.assignments}
        else:
            wanted = handed_in(root, known, options.students)
        if not wanted:
            say("Nothing was handed in: submitted/<student>/<assignment>/ is empty.")
        for assignment, students in wanted.items():
            if assignment in new:
                warm_up(servers, root, new[new.index(assignment) + 1 :])
            with grading_bar(assignment) as on_progress:
                grade_assignment(
                    root,
                    assignment,
                    students=students,
                    jobs=options.jobs,
                    force=options.force,
                    unsafe_no_sandbox=options.unsafe_no_sandbox,
                    servers=servers,
                    on_progress=on_progress,
                )
            results = on_record(root, assignment)
            console().print(class_table(results))
            for line in write_files(root, results, csv=None, gradescope=None):
                say(line)
    if wanted:
        say("A reason for every lost point: course report")
    return DONE


def report(options: argparse.Namespace) -> int:
    """Run ``course report``."""
    from autograder.coursefolder import CourseFolder
    from autograder.report.terminal import class_table, lost_points, statistics
    from course.classroom import on_record, write_files

    root = find_course(Path.cwd(), options.course)
    known = CourseFolder.at(root).assignments()
    wanted = [must_know(options.assignment, known)] if options.assignment else known
    results = [result for name in wanted for result in on_record(root, name)]
    if not results:
        say("Nothing is graded yet: course grade")
        return DONE
    console().print(class_table(results), statistics(results), lost_points(results))
    for line in write_files(root, results, options.csv, options.gradescope):
        say(line)
    return DONE


def book(options: argparse.Namespace) -> int:
    """Run ``course book``."""
    from course.book import build_book
    from course.book.serve import serve

    root = find_course(Path.cwd(), options.course)
    output = options.output.resolve() if options.output else None
    with bar("Making the book") as advance:
        made = build_book(root, output, advance, workers=options.jobs)
    ran = len(set(made.executed) & set(made.chapters))
    say(f"{len(made.chapters)} chapters, of which {ran or 'none'} had to be run.")
    say(f"To read: {made.site / 'index.html'}")
    say(f"To give away: {made.archive}")
    if options.serve:
        serve(made.site, say, port=options.port, browser=not options.no_browser)
    return DONE


def demo(options: argparse.Namespace) -> int:
    """Run ``course demo``."""
    from autograder.workers.forkserver import ForkServers

    root = find_course(Path.cwd(), options.course)
    sources = assignments_in(root / "source")
    with ForkServers() as servers:
        warm_up(servers, root, [name for name in sources if options.assignment in (None, name)])
        return _demo(options, root, servers)


def _demo(options: argparse.Namespace, root: Path, servers: ForkServers) -> int:
    from autograder.report.terminal import class_table, lost_points
    from course.demo import demo_assignments, demo_folder, run_demo
    from course.standing import who_did_what

    assignments = demo_assignments(root, options.assignment)
    folder = demo_folder(root)
    feedback = []
    for number, assignment in enumerate(assignments, 1):
        warm_up(servers, root, assignments[number:])
        with grading_bar(f"the sample class on {assignment}") as on_progress:
            shown = run_demo(
                root,
                assignment,
                folder,
                on_progress,
                jobs=options.jobs,
                unsafe_no_sandbox=options.unsafe_no_sandbox,
                servers=servers,
            )
        console().print(who_did_what(shown.students))
        console().print(class_table(shown.results), lost_points(shown.results))
        feedback.append(shown.feedback)
    for page in feedback:
        say(f"Feedback pages: {page}")
    say(f"The whole class stays in {folder}; look around, then delete it.")
    return DONE


def warm_up(servers: ForkServers, root: Path, assignments: Sequence[str]) -> None:
    """Let a fork server import what the first of the assignments needs, while we do other work.

    It is a guess: grading itself starts what is missing. What a configuration says of the imports
    is not known yet, so where it says something, nothing is guessed.
    """
    from autograder.workers.forkserver import DEFAULT_PRELOAD, preload_for

    if not sys.platform.startswith("linux"):
        return  # grading will say what is missing
    if assignments and "preload" not in (root / "nbgrader_config.py").read_text(errors="replace"):
        servers.start(preload_for(code_in(root, assignments[0]), DEFAULT_PRELOAD))


def console():
    """Return the console that everything but errors goes to."""
    global _console
    if _console is None:
        from rich.console import Console

        _console = Console(highlight=False)
    return _console


_console = None


def say(line: str) -> None:
    """Print one line as it is: no colours, no breaks inside a path."""
    console().print(line, markup=False, soft_wrap=True)


@contextmanager
def bar(title: str) -> Iterator[Callable[[int, int, str], None]]:
    """Show progress on whatever runs inside."""
    from course.progress import progress

    with progress(console(), title) as advance:
        yield advance


@contextmanager
def grading_bar(assignment: str) -> Iterator[Callable[[Graded, int, int], None]]:
    """Show progress as the autograder reports it."""
    with bar(f"Grading {assignment}") as advance:
        yield lambda result, done, total: advance(done, total, result.student)
