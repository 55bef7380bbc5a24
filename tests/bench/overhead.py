"""How long does a submission take beyond the student's own code, TensorFlow imported?

    python tests/bench/overhead.py --submissions 100

The set-up cell imports TensorFlow; three student cells and five test cells do next to nothing.
Student cells print when they began and ended. Submissions are graded one at a time, so each begins
when the result before it is stored: what is reported counts everything, the gradebook included. A
look at the machine's load is printed too: the figures mean little on a busy one.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

import nbformat
from classes import notebooks, one_notebook_class
from nbformat import NotebookNode

from autograder.grade import grade_assignment
from autograder.verdict import Graded

TO_FIRST_CELL, IN_ALL = 0.3, 0.5  # seconds: the bars, for the medians
CELL = """import time
_begun = time.monotonic()
### BEGIN SOLUTION
{}
### END SOLUTION
print("clock", _begun, time.monotonic())"""


def source() -> NotebookNode:
    """Return a notebook of 3 student cells and 5 tests, after TensorFlow."""
    cells = [notebooks.setup("import numpy as np\nimport tensorflow as tf")]
    bodies = {
        "double": "def double(x): return 2 * x",
        "total": "def total(xs): return float(np.sum(xs))",
        "shape": "def shape(x): return tuple(tf.constant(x).shape)",
    }
    tests = {
        "double": ("assert double(2) == 4", "assert double(-1) == -2"),
        "total": ("assert total(np.arange(4)) == 6", "assert total(np.ones(3)) == 3"),
        "shape": ("assert shape([[1, 2]]) == (1, 2)",),
    }
    for name, body in bodies.items():
        cells.append(notebooks.answer(name, CELL.format(body)))
        for number, test in enumerate(tests[name], 1):
            cells.append(notebooks.checked(f"{name}-tests-{number}", test))
    return notebooks.notebook(*cells)


def clocks(path: Path) -> list[tuple[float, float]]:
    """Return when the student cells of an executed notebook began and ended."""
    found = []
    for cell in nbformat.read(path, as_version=4).cells:
        for output in cell.get("outputs", ()):
            words = output.get("text", "").split()
            if words[:1] == ["clock"]:
                found.append((float(words[1]), float(words[2])))
    return found


class Watch:
    """Takes down when each result was stored, which is when the next submission begins."""

    def __init__(self) -> None:
        self.stored: list[float] = []
        self.results: list[Graded] = []

    def __call__(self, result: Graded, done: int, total: int) -> None:
        self.stored.append(time.monotonic())
        self.results.append(result)
        if sys.stderr.isatty():
            print(f"\r{done}/{total}", end="", file=sys.stderr, flush=True)


def summary(name: str, seconds: list[float], bar: float | None) -> bool:
    """Print one line on a list of durations; True if the median is within its bar."""
    median, worst = statistics.median(seconds), max(seconds)
    late = (
        statistics.quantiles(seconds, n=20, method="inclusive")[-1] if len(seconds) > 1 else worst
    )
    within = bar is None or median <= bar
    verdict = "" if bar is None else f" (bar {bar} s: {'met' if within else 'MISSED'})"
    print(f"{name:32} median {median:.3f} s, p95 {late:.3f} s, worst {worst:.3f} s{verdict}")
    return within


def main() -> None:
    """Measure, and end with code 1 if a bar is missed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--submissions", type=int, default=100)
    options = parser.parse_args()
    load = os.getloadavg()[0]
    watch = Watch()
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        # one more: the first begins with the run, and waits for TensorFlow to be imported once
        one_notebook_class("warm", source(), options.submissions + 1, root)
        grade_assignment(root, "warm", jobs=1, on_progress=watch)
        cells = [
            clocks(root / "autograded" / result.student / "warm" / "warm.ipynb")
            for result in watch.results
        ]
    full = sum(result.points == result.max_points == 5 for result in watch.results)
    print(f"{full} of {len(watch.results)} got every point; load before the run {load:.1f}")
    first, beyond, grading = [], [], []
    for begun, stored, result, spans in zip(
        watch.stored, watch.stored[1:], watch.results[1:], cells[1:], strict=False
    ):
        students_own = sum(end - start for start, end in spans)
        first.append(spans[0][0] - begun)
        beyond.append(stored - begun - students_own)
        grading.append(result.seconds - students_own)
    within = [
        summary("to the first student cell", first, TO_FIRST_CELL),
        summary("in all beyond student's own code", beyond, IN_ALL),
    ]
    summary("  of which grading", grading, None)
    summary("  of which storing", [b - g for b, g in zip(beyond, grading, strict=True)], None)
    sys.exit(0 if all(within) and full == len(watch.results) else 1)


if __name__ == "__main__":
    main()
