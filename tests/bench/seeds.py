"""Do solutions get all points and untouched notebooks none, whatever the grader's seeds are?

    python tests/bench/seeds.py --seeds 20 [assignment ...]

Random numbers of the grader begin by course, student, assignment and cell. Each assignment is handed
in by ``--seeds`` students who solved it and as many who did not touch it, in a course with a secret
of its own, and graded in the sandbox. Printed is what they got, and the processor time of the
slowest graded run.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
import time
from pathlib import Path

from classes import REPO

from autograder.grade import grade_assignment
from autograder.verdict import Graded
from course.release.build import release


def hand_in(assignment: str, students: int, root: Path) -> None:
    """Make a course in which half of the class hands in the solution, half what it was given."""
    shutil.copytree(REPO / "source" / assignment, root / "source" / assignment)
    shutil.copy(REPO / "nbgrader_config.py", root)
    release(root, assignment)
    for kind, where in (("solved", "source"), ("untouched", "release")):
        for number in range(students):
            folder = root / "submitted" / f"{kind}{number:02d}" / assignment
            shutil.copytree(root / where / assignment, folder)


def missing(result: Graded) -> list[str]:
    """Return the tests that did not end as they should, each with its message."""
    solved = result.student.startswith("solved")
    wanted = "passed" if solved else "failed"
    return [
        f"    {result.student} {v.grade_id}: {v.status} {v.message}"
        for v in result.verdicts
        if v.status != wanted and not (solved and v.by == "hand")
    ] + ([f"    {result.student}: {result.reason}"] if result.status != "graded" else [])


def main() -> None:
    """Print a line for each assignment; end with code 1 if anybody got what they should not."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("assignments", nargs="*")
    parser.add_argument("--seeds", type=int, default=20)
    options = parser.parse_args()
    known = sorted(path.parent.name for path in (REPO / "source").glob("*/*.ipynb"))
    wrong = []
    for assignment in options.assignments or known:
        begun = time.perf_counter()
        with tempfile.TemporaryDirectory() as folder:
            hand_in(assignment, options.seeds, Path(folder))
            results = grade_assignment(Path(folder), assignment)
        complaints = [line for result in results for line in missing(result)]
        tests = {v.grade_id for v in results[0].verdicts if v.by != "hand"}
        seeds = {v.seed for result in results for v in result.verdicts if v.by != "hand"}
        slowest = max(results, key=lambda result: result.cpu_seconds)
        print(
            f"{assignment:18} {len(results)} submissions, {len(tests)} tests, {len(seeds)} seeds: "
            f"{len(complaints)} verdicts wrong; at most {slowest.cpu_seconds:.1f} s of processor "
            f"time; {time.perf_counter() - begun:.0f} s in all",
            flush=True,
        )
        print(*complaints, sep="\n", end="\n" if complaints else "")
        wrong += complaints
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
