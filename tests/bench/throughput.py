"""How many submissions a minute, beside stock nbgrader on the same machine in the same run?

    python tests/bench/throughput.py --students 30 [assignment ...]

Both grade the same class, handed in from the banks of right and wrong solutions. Stock nbgrader
starts a kernel for each submission and runs the tests in it; ours forks a warm, confined kernel and
runs each test in a process of its own. Cells tagged ``showcase``, which ours would skip, are taken
out for both, unless ``--showcase`` asks for the class as students hand it in.
"""

from __future__ import annotations

import argparse
import functools
import itertools
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import nbformat

from autograder.grade import grade_assignment
from course.release import release
from course.samples import Sample, build_submission, load_samples

REPO = Path(__file__).resolve().parents[2]
STOCK = """
from course.release import PREPROCESSORS
c = get_config()
c.GenerateAssignment.preprocessors = PREPROCESSORS
c.Execute.timeout = 120
"""


def build_class(assignment: str, students: int, root: Path, *, showcase: bool) -> None:
    """Make a course folder in which ``students`` have handed in one assignment."""
    shutil.copytree(REPO / "source" / assignment, root / "source" / assignment)
    if not showcase:
        path = root / "source" / assignment / f"{assignment}.ipynb"
        notebook = nbformat.read(path, as_version=4)
        notebook.cells = [c for c in notebook.cells if "showcase" not in c.metadata.get("tags", [])]
        nbformat.write(notebook, path)
    shutil.copy(REPO / "nbgrader_config.py", root)
    release(root, assignment)
    name = f"{assignment}.ipynb"
    released = nbformat.read(root / "release" / assignment / name, as_version=4)
    source = nbformat.read(root / "source" / assignment / name, as_version=4)
    bank = REPO / "tests" / "submissions" / assignment
    samples = [Sample("solved", ""), *load_samples(bank / "right"), *load_samples(bank / "wrong")]
    for number, sample in zip(range(students), itertools.cycle(samples), strict=False):
        place = root / "submitted" / f"student{number:03d}" / assignment
        place.mkdir(parents=True)
        nbformat.write(build_submission(sample, released, source), place / name)


def stock_seconds(assignment: str, root: Path) -> float:
    """Return how long ``nbgrader autograde`` takes for the class, as it comes."""
    (root / "nbgrader_config.py").write_text(STOCK)
    folder = Path(sys.executable).parent
    environment = {**os.environ, "PATH": os.pathsep.join([str(folder), os.environ["PATH"]])}
    nbgrader = functools.partial(subprocess.run, cwd=root, env=environment, capture_output=True)
    nbgrader([folder / "nbgrader", "generate_assignment", assignment, "--force"], check=True)
    begun = time.perf_counter()
    nbgrader([folder / "nbgrader", "autograde", assignment], check=False)  # 1 if one kernel died
    seconds = time.perf_counter() - begun
    graded = len(list((root / "autograded").glob(f"*/{assignment}/*.ipynb")))
    if graded < len(list((root / "submitted").iterdir())):
        print(f"stock nbgrader finished only {graded} submissions of {assignment}")
    return seconds


def our_seconds(assignment: str, root: Path) -> float:
    """Return how long our grader takes for the class, from a cold start."""
    begun = time.perf_counter()
    grade_assignment(root, assignment)
    return time.perf_counter() - begun


def main() -> None:
    """Print seconds and ratio for each assignment, and over all."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("assignments", nargs="*")
    parser.add_argument("--students", type=int, default=30)
    parser.add_argument("--showcase", action="store_true", help="leave showcase cells in")
    options = parser.parse_args()
    banks = sorted(p.name for p in (REPO / "tests" / "submissions").iterdir() if p.is_dir())
    ours = stock = 0.0
    for assignment in options.assignments or banks:
        with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as two:
            for root in (one, two):
                build_class(assignment, options.students, Path(root), showcase=options.showcase)
            mine = our_seconds(assignment, Path(one))
            theirs = stock_seconds(assignment, Path(two))
        ours, stock = ours + mine, stock + theirs
        print(
            f"{assignment:18} {options.students} submissions: ours {mine:6.1f} s, "
            f"stock nbgrader {theirs:6.1f} s, ratio {theirs / mine:.1f}",
            flush=True,
        )
    print(f"over all: {stock / ours:.1f} times the throughput of stock nbgrader")


if __name__ == "__main__":
    main()
