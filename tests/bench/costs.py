"""What does a submission cost? Processor time for each, and so submissions per core-hour, chapter by chapter.

    python tests/bench/costs.py --few 6 --many 18 [--class 2000] [--cores 16] [assignment ...]
    python tests/bench/costs.py --beside CHECKOUT --rounds 3 [assignment ...]

``course grade`` grades a small class and a larger one of each chapter, handed in from the banks of right and
wrong solutions; all the processor time of the command and of every process it starts is counted, with storing
and feedback pages in it. The difference, divided by that of the classes, is what one more submission costs,
whatever the start costs. Then the table says how long a class of 2,000 takes on so many cores of the machine
that measured: with processor time, not with the clock, so that whatever else runs there hardly matters.

With ``--beside``, another checkout of this repository (of an earlier commit, say) is asked the same by turns,
about its own notebooks and banks, with the packages that are installed for this one.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
from pathlib import Path

from bigclass import COURSE
from classes import REPO
from metered import processor_seconds

GRADED = """
import sys
from pathlib import Path
from autograder.gradebook import load_results
results = load_results(Path(sys.argv[1]), sys.argv[2])
sys.exit(sum(one.status == "graded" for one in results) < int(sys.argv[3]))
"""
MADE = """
import sys
from pathlib import Path
from classes import bank_class
bank_class(sys.argv[2], int(sys.argv[3]), Path(sys.argv[1]))
"""


def grading_seconds(checkout: Path, assignment: str, students: int) -> float:
    """Return what ``course grade`` takes for a class of so many, all its processes together."""
    with tempfile.TemporaryDirectory() as folder:
        # from elsewhere: what is installed in place here comes after what is named
        os.environ["PYTHONPATH"] = os.pathsep.join((str(checkout), str(checkout / "tests/bench")))
        os.chdir(folder)
        said = [folder, assignment, str(students)]
        processor_seconds([sys.executable, "-c", MADE, *said])
        command = [sys.executable, "-c", COURSE, "--course", folder, "grade", assignment]
        seconds = processor_seconds(command)
        processor_seconds([sys.executable, "-c", GRADED, *said])
        os.chdir(checkout)
    return seconds


def costs(checkout: Path, assignment: str, few: int, many: int) -> tuple[float, float]:
    """Return the seconds that a start takes, and each submission."""
    low, high = (grading_seconds(checkout, assignment, students) for students in (few, many))
    each = (high - low) / (many - few)
    return low - each * few, each


def size_up(assignments: list[str], few: int, many: int, size: int, cores: int) -> None:
    """Print what a class takes."""
    print(f"{'':18} start   each   a core-hour   {size:,} on one core   on {cores} cores")
    total = 0.0
    for assignment in assignments:
        start, each = costs(REPO, assignment, few, many)
        hours = each * size / 3600
        total += hours
        print(
            f"{assignment:18} {start:4.1f} s {each:4.2f} s {3600 / each:10,.0f} {hours:15.1f} h "
            f"{60 * hours / cores:13.0f} min",
            flush=True,
        )
    print(f"{'all of them':18} {'':25} {total:15.1f} h {60 * total / cores:13.0f} min")


def compare(assignments: list[str], few: int, many: int, other: Path, rounds: int) -> None:
    """Print what a submission costs here and in another checkout, by turns; the median of the rounds."""
    print(f"{'':18} {'each there':>12} {'each here':>12} {'of it':>8} {'rounds':>18}")
    there = here = 0.0
    for assignment in assignments:
        pairs = [
            (costs(other, assignment, few, many)[1], costs(REPO, assignment, few, many)[1])
            for _ in range(rounds)
        ]
        before, now = (statistics.median(side) for side in zip(*pairs, strict=True))
        there, here = there + before, here + now
        each = " ".join(f"{ours / theirs:.2f}" for theirs, ours in pairs)
        print(
            f"{assignment:18} {before:10.2f} s {now:10.2f} s {now / before:8.2f} {each:>18}",
            flush=True,
        )
    print(f"{'all of them':18} {there:10.2f} s {here:10.2f} s {here / there:8.2f}")


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("assignments", nargs="*", help="default: all")
    parser.add_argument("--few", type=int, default=6)
    parser.add_argument("--many", type=int, default=18)
    parser.add_argument("--class", type=int, default=2000, dest="size")
    parser.add_argument("--cores", type=int, default=16)
    parser.add_argument("--beside", type=Path, metavar="CHECKOUT", help="compare with it, by turns")
    parser.add_argument("--rounds", type=int, default=3, help="of turns")
    options = parser.parse_args()
    known = sorted(path.parent.name for path in (REPO / "source").glob("*/*.ipynb"))
    assignments = options.assignments or known
    if options.beside:
        other = options.beside.resolve()
        compare(assignments, options.few, options.many, other, options.rounds)
    else:
        size_up(assignments, options.few, options.many, options.size, options.cores)


if __name__ == "__main__":
    main()
