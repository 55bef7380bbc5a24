"""How many submissions a minute, beside stock nbgrader on the same machine in the same run?

    python tests/bench/throughput.py --students 30 [assignment ...]
    python tests/bench/throughput.py --students 30 --without-showcase [assignment ...]

Both commands, timed from start to end, grade the same class, handed in from the banks of right and
wrong solutions, with gradebooks that know the assignment. Stock nbgrader starts a kernel for each
submission and runs all of it; ours forks a warm, confined kernel, skips cells that only show something
(tag ``showcase``) and runs the tests outside. ``--without-showcase`` takes those cells out for both,
which leaves what the machinery alone gains. Stock, which takes each submission as long as the one
before, may grade only the first ``--stock-students`` of the class: its time is then scaled up.

Each assignment is graded by a command of its own. Then one ``course grade`` grades all of them, and
another those with TensorFlow: it imports for several what they have in common. ``nbgrader autograde``
takes one assignment at a time.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from classes import REPO, bank_class

from autograder.gradebook import load_results

STOCK = """
from course.release import PREPROCESSORS
c = get_config()
c.GenerateAssignment.preprocessors = PREPROCESSORS
c.Execute.timeout = 120
"""


def run(root: Path, command: str, *arguments: str) -> int:
    """Run a command of this environment in a course's folder; return its exit code."""
    folder = Path(sys.executable).parent
    environment = {**os.environ, "PATH": os.pathsep.join([str(folder), os.environ["PATH"]])}
    words = [folder / command, *arguments]
    return subprocess.run(words, cwd=root, env=environment, capture_output=True).returncode


def our_seconds(assignments: list[str], students: int, showcase: bool) -> float:
    """Return how long one ``course grade`` takes for a class, feedback pages included."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        for assignment in assignments:
            class_known_to_gradebook(assignment, students, root, showcase)
        begun = time.perf_counter()
        code = run(root, "course", "grade", *assignments)
        seconds = time.perf_counter() - begun
        for assignment in assignments:
            graded = sum(r.status == "graded" for r in load_results(root, assignment))
            if code or graded < students:
                sys.exit(f"course grade ended with {code} and {graded} submissions of {assignment}")
    return seconds


def stock_seconds(assignment: str, students: int, showcase: bool) -> float:
    """Return how long ``nbgrader autograde`` takes for a class, as it comes."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        class_known_to_gradebook(assignment, students, root, showcase)
        (root / "nbgrader_config.py").write_text(STOCK)
        begun = time.perf_counter()
        run(root, "nbgrader", "autograde", assignment)  # exit code 1 if one kernel died
        seconds = time.perf_counter() - begun
        graded = len(list((root / "autograded").glob(f"*/{assignment}/*.ipynb")))
    if graded < students:
        print(f"stock nbgrader finished only {graded} submissions of {assignment}")
    return seconds


def class_known_to_gradebook(assignment: str, students: int, root: Path, showcase: bool) -> None:
    """Make a class in a course folder whose gradebook knows the assignment."""
    bank_class(assignment, students, root, showcase=showcase)
    config = root / "nbgrader_config.py"
    ours = config.read_text()
    config.write_text(STOCK)
    run(root, "nbgrader", "generate_assignment", assignment, "--force")
    config.write_text(ours)


def has_tensorflow(assignment: str) -> bool:
    """Say whether an assignment imports TensorFlow."""
    text = (REPO / "source" / assignment / f"{assignment}.ipynb").read_text()
    return "import tensorflow" in text


def main() -> None:
    """Print seconds and ratio for each assignment, over all, and for those with TensorFlow."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("assignments", nargs="*")
    parser.add_argument("--students", type=int, default=30)
    parser.add_argument("--stock-students", type=int, help="of these, graded by stock")
    parser.add_argument("--without-showcase", action="store_true")
    options = parser.parse_args()
    students, showcase = options.students, not options.without_showcase
    stock_students = options.stock_students or students
    known = sorted(path.parent.name for path in (REPO / "source").glob("*/*.ipynb"))
    assignments = options.assignments or known
    scaled = "" if stock_students == students else f" (from {stock_students} submissions)"
    stock: dict[str, float] = {}

    def show(name: str, group: list[str]) -> None:
        ours, theirs = our_seconds(group, students, showcase), sum(stock[a] for a in group)
        print(
            f"{name:16} {students * len(group):3} submissions: ours {ours:6.1f} s, "
            f"stock nbgrader {theirs:6.1f} s{scaled}, ratio {theirs / ours:.1f}",
            flush=True,
        )

    for assignment in assignments:
        seconds = stock_seconds(assignment, stock_students, showcase)
        stock[assignment] = seconds * students / stock_students
        show(assignment, [assignment])
    show("in one command", assignments)
    if heavy := [a for a in assignments if has_tensorflow(a)]:
        show("with TensorFlow", heavy)


if __name__ == "__main__":
    main()
