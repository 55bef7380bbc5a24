"""How many submissions a minute, beside stock nbgrader on the same machine in the same run?

    python tests/bench/throughput.py --students 30 [assignment ...]
    python tests/bench/throughput.py --students 30 --without-showcase [assignment ...]

Both commands, timed from start to end, grade the same class, handed in from the banks of right and
wrong solutions, with gradebooks that know the assignment. Stock nbgrader starts a kernel for each submission and runs all of it; ours
forks a warm, confined kernel, skips cells that only show something (tag ``showcase``) and runs the
tests outside. ``--without-showcase`` takes those cells out for both, which leaves what the machinery
alone gains. Stock, which takes each submission as long as the one before, may grade only the first
``--stock-students`` of the class: its time is then scaled up.
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

from autograder.grade import load_results

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


def stock_seconds(assignment: str, root: Path) -> float:
    """Return how long ``nbgrader autograde`` takes for a class, as it comes."""
    begun = time.perf_counter()
    run(root, "nbgrader", "autograde", assignment)  # exit code 1 if one kernel died
    seconds = time.perf_counter() - begun
    graded = len(list((root / "autograded").glob(f"*/{assignment}/*.ipynb")))
    if graded < len(list((root / "submitted").iterdir())):
        print(f"stock nbgrader finished only {graded} submissions of {assignment}")
    return seconds


def our_seconds(assignment: str, root: Path) -> float:
    """Return how long ``course grade`` takes for a class, feedback pages included."""
    begun = time.perf_counter()
    code = run(root, "course", "grade", assignment)
    seconds = time.perf_counter() - begun
    results = load_results(root, assignment)
    graded = sum(result.status == "graded" for result in results)
    if code or graded < len(list((root / "submitted").iterdir())):
        sys.exit(f"course grade ended with {code} and {graded} submissions of {assignment}")
    return seconds


def compare(assignment: str, students: int, stock_students: int, showcase: bool) -> tuple:
    """Return the seconds of both for one class, ours first."""
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as two:
        for root, size in ((Path(one), students), (Path(two), stock_students)):
            bank_class(assignment, size, root, showcase=showcase)
            config = root / "nbgrader_config.py"
            ours = config.read_text()
            config.write_text(STOCK)
            run(root, "nbgrader", "generate_assignment", assignment, "--force")
            if root == Path(one):
                config.write_text(ours)
        mine = our_seconds(assignment, Path(one))
        return mine, stock_seconds(assignment, Path(two)) * students / stock_students


def main() -> None:
    """Print seconds and ratio for each assignment, over all, and for those with TensorFlow."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("assignments", nargs="*")
    parser.add_argument("--students", type=int, default=30)
    parser.add_argument("--stock-students", type=int, help="of these, graded by stock")
    parser.add_argument("--without-showcase", action="store_true")
    options = parser.parse_args()
    stock_students = options.stock_students or options.students
    known = sorted(path.parent.name for path in (REPO / "source").glob("*/*.ipynb"))
    sums: dict[str, list[float]] = {}
    for assignment in options.assignments or known:
        times = compare(assignment, options.students, stock_students, not options.without_showcase)
        text = (REPO / "source" / assignment / f"{assignment}.ipynb").read_text()
        for kind in ("all", "with TensorFlow")[: 1 + ("import tensorflow" in text)]:
            sums[kind] = [a + b for a, b in zip(sums.get(kind, (0, 0)), times, strict=True)]
        ours, stock = times
        scaled = "" if stock_students == options.students else f" (from {stock_students})"
        print(
            f"{assignment:18} {options.students} submissions: ours {ours:6.1f} s, "
            f"stock nbgrader {stock:6.1f} s{scaled}, ratio {stock / ours:.1f}",
            flush=True,
        )
    for kind, (ours, stock) in sums.items():
        print(f"{kind}: {stock / ours:.1f} times the throughput of stock nbgrader")


if __name__ == "__main__":
    main()
