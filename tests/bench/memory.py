"""Does the grader's memory grow with the number of submissions?

    python tests/bench/memory.py --submissions 200 --jobs 2

One run grades a class whose notebooks each show 200 kB, as pictures do. After each result the
highest resident memory since the one before is read, of the grader and of its fork server; then the
first and the last quarter of the run are compared.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

from classes import notebooks, one_notebook_class

from autograder.grade import grade_assignment
from autograder.sandbox.processes import children
from autograder.verdict import Graded

FLAT = 0.05  # growth that still counts as none
PICTURE = 200_000  # bytes that a notebook shows


def class_with_pictures(submissions: int, root: Path) -> None:
    """Make a class that is right, and shows much."""
    source = notebooks.source()
    source.cells.insert(2, notebooks.code(f"import os\nprint(os.urandom({PICTURE // 2}).hex())"))
    one_notebook_class("tiny", source, submissions, root)


def highest_mb(pid: int) -> float:
    """Return the most resident memory the process has held since the last call."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    highest = next(int(line.split()[1]) for line in lines if line.startswith("VmHWM:"))
    with contextlib.suppress(PermissionError):  # then it is the highest of all time
        Path(f"/proc/{pid}/clear_refs").write_text("5")
    return highest / 1024


def fork_server() -> int:
    """Return the process id of this process's fork server."""
    command = b"autograder.workers.warm"
    return next(p for p in children(os.getpid()) if command in _command_line(p))


def _command_line(pid: int) -> bytes:
    return Path(f"/proc/{pid}/cmdline").read_bytes()


class Samples:
    """Looks at both processes after each result."""

    def __init__(self) -> None:
        self.grader: list[float] = []
        self.server: list[float] = []

    def __call__(self, result: Graded, done: int, total: int) -> None:
        self.grader.append(highest_mb(os.getpid()))
        self.server.append(highest_mb(fork_server()))
        if sys.stderr.isatty():
            print(f"\r{done}/{total}", end="", file=sys.stderr, flush=True)


def compare(name: str, samples: list[float]) -> bool:
    """Print the first against the last quarter; True if memory is flat."""
    part = max(1, len(samples) // 4)
    first, last = samples[:part], samples[-part:]
    growth = statistics.mean(last) / statistics.mean(first) - 1
    peak = max(last) / max(first) - 1
    flat = max(growth, peak) <= FLAT
    print(
        f"{name:12} first {part}: mean {statistics.mean(first):.1f} MB, max {max(first):.1f} MB; "
        f"last {part}: mean {statistics.mean(last):.1f} MB, max {max(last):.1f} MB; "
        f"growth {growth:+.1%} (of the maximum {peak:+.1%}): {'flat' if flat else 'NOT FLAT'}"
    )
    return flat


def main() -> None:
    """Measure, and end with code 1 if memory grew."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--submissions", type=int, default=200)
    parser.add_argument("--jobs", type=int, default=2)
    options = parser.parse_args()
    samples = Samples()
    with tempfile.TemporaryDirectory() as root:
        class_with_pictures(options.submissions, Path(root))
        begun = time.perf_counter()
        results = grade_assignment(
            Path(root), "tiny", jobs=options.jobs, on_progress=samples, force=True
        )
        seconds = time.perf_counter() - begun
    points = {result.points for result in results}
    print(f"{len(results)} submissions in {seconds:.0f} s, points {sorted(points)}")
    flat = [compare("grader", samples.grader), compare("fork server", samples.server)]
    sys.exit(0 if all(flat) else 1)


if __name__ == "__main__":
    main()
