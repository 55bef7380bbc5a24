"""How long does a small course wait for its very first submission, beside stock nbgrader, by turns?

    python tests/bench/first.py [--rounds 5] [--students 4]

The course is nbgrader's own quickstart with its two notebooks, as ``autograder adopt`` leaves it (without
having graded its solutions: that is part of the first submission here). Everything is fresh in each round:
a gradebook that knows nobody, no record of a solution tried, no fork server. Timed are whole commands, from start to end:

    first      one submission, ``nbgrader autograde`` of each side
    next       another submission of the same course, the same command
    class      the first command for ``--students`` submissions: ``nbgrader autograde``, one after another
    parallel   the same by ours with two jobs (``grade_assignment``); stock has no such way

A line for each: seconds by the clock and of processor time, medians over the rounds. Processor time is that of
the processes a command has waited for: with stock that is all, with ours it is without the confined ones, which
end elsewhere. So the clock is what compares, on a machine with nothing else to do.
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path

import nbformat

from autograder import adopt

PARALLEL = (
    "import sys; from pathlib import Path; from autograder.grade import grade_assignment\n"
    "grade_assignment(Path.cwd(), 'ps1', jobs=2)"
)
BIN = Path(sys.executable).parent


def command(root: Path, *words: str) -> tuple[float, float]:
    """Run a command in a course; return its seconds by the clock, and of processor time."""
    environment = os.environ | {"PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}"}
    before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    done = subprocess.run(
        [sys.executable, *words], cwd=root, env=environment, capture_output=True, text=True
    )
    seconds, after = time.perf_counter() - begun, resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        sys.exit(f"{' '.join(words[:3])} ended with {done.returncode}:\n{done.stderr[-2000:]}")
    return seconds, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def quickstart(root: Path, students: int) -> None:
    """Make nbgrader's quickstart course, in which so many students have handed in its solutions."""
    command(root.parent, "-m", "nbgrader", "quickstart", root.name)
    command(root, "-m", "nbgrader", "generate_assignment", "ps1")
    for number in range(students):
        folder = root / "submitted" / f"student{number}" / "ps1"
        shutil.copytree(root / "release" / "ps1", folder)
        for path in folder.glob("*.ipynb"):
            solved = nbformat.read(root / "source" / "ps1" / path.name, as_version=4)
            answers = {
                c.metadata.get("nbgrader", {}).get("grade_id"): c.source for c in solved.cells
            }
            notebook = nbformat.read(path, as_version=4)
            for cell in notebook.cells:
                role = cell.metadata.get("nbgrader", {})
                if role.get("solution"):
                    cell.source = answers[role["grade_id"]]
            nbformat.write(notebook, path)


def autograde(root: Path, *students: str) -> tuple[float, float]:
    """Grade with the command that both sides have."""
    only = [f"--student={name}" for name in students]
    return command(root, "-m", "nbgrader", "autograde", "ps1", *only)


def one_round(made: Path, place: Path, students: int, found: dict) -> None:
    """Time everything once on each side, ours first in every other round."""
    sides = ["stock", "ours"]
    if len(found["first", "stock"]) % 2:
        sides.reverse()
    for what in ("first", "class", "parallel"):
        for side in sides:
            if what == "parallel" and side == "stock":
                continue
            root = place / f"{what}-{side}"
            shutil.copytree(made, root)
            if side == "ours":
                adopt.write_configuration(root)
            if what == "first":
                found["first", side].append(autograde(root, "student0"))
                found["next", side].append(autograde(root, "student1"))
            elif what == "class":
                found["class", side].append(autograde(root))
            else:
                found["parallel", side].append(command(root, "-c", PARALLEL))
            shutil.rmtree(root)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--students", type=int, default=4)
    options = parser.parse_args()
    print(f"load before: {os.getloadavg()[0]:.1f}", flush=True)
    found: dict[tuple[str, str], list[tuple[float, float]]] = defaultdict(list)
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / "course"
        quickstart(made, max(2, options.students))
        for number in range(options.rounds):
            one_round(made, Path(folder), options.students, found)
            print(f"round {number + 1} of {options.rounds}", file=sys.stderr, flush=True)
    for (what, side), times in found.items():
        clock, used = (statistics.median(column) for column in zip(*times, strict=True))
        print(f"{what:9} {side:6} clock {clock:6.2f} s, processor {used:6.2f} s")


if __name__ == "__main__":
    main()
