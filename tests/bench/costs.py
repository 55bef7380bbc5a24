"""What does a submission cost? Processor time for each, and so submissions per core-hour, chapter by chapter.

    python tests/bench/costs.py --few 6 --many 18 [--class 2000] [--cores 16] [assignment ...]

``course grade`` grades a small class and a larger one of each chapter, handed in from the banks of right and
wrong solutions; all the processor time of the command and of every process it starts is counted, with storing
and feedback pages in it. The difference, divided by that of the classes, is what one more submission costs,
whatever the start costs. Then the table says how long a class of 2,000 takes on so many cores of the machine
that measured: with processor time, not with the clock, so that whatever else runs there hardly matters.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from bigclass import COURSE
from classes import REPO, bank_class
from metered import processor_seconds

from autograder.gradebook import load_results


def grading_seconds(assignment: str, students: int) -> float:
    """Return what ``course grade`` takes for a class of so many, all its processes together."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        bank_class(assignment, students, root)
        command = [sys.executable, "-c", COURSE, "--course", str(root), "grade", assignment]
        seconds = processor_seconds(command)
        graded = sum(one.status == "graded" for one in load_results(root, assignment))
        if graded < students:
            raise SystemExit(f"{assignment}: only {graded} of {students} were graded")
    return seconds


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("assignments", nargs="*", help="default: all")
    parser.add_argument("--few", type=int, default=6)
    parser.add_argument("--many", type=int, default=18)
    parser.add_argument("--class", type=int, default=2000, dest="size")
    parser.add_argument("--cores", type=int, default=16)
    options = parser.parse_args()
    known = sorted(path.parent.name for path in (REPO / "source").glob("*/*.ipynb"))
    size, cores = options.size, options.cores
    print(f"{'':18} start   each   a core-hour   {size:,} on one core   on {cores} cores")
    total = 0.0
    for assignment in options.assignments or known:
        few, many = (grading_seconds(assignment, n) for n in (options.few, options.many))
        each = (many - few) / (options.many - options.few)
        start, hours = few - each * options.few, each * size / 3600
        total += hours
        print(
            f"{assignment:18} {start:4.1f} s {each:4.2f} s {3600 / each:10,.0f} {hours:15.1f} h "
            f"{60 * hours / cores:13.0f} min",
            flush=True,
        )
    print(f"{'all of them':18} {'':25} {total:15.1f} h {60 * total / cores:13.0f} min")


if __name__ == "__main__":
    main()
