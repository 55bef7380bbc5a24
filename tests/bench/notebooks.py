"""How long does each whole solution notebook run, and how much processor time does it take?

    python tests/bench/notebooks.py [assignment ...]

Every code cell is executed in a plain kernel, pictures, movies and studies included.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

REPO = Path(__file__).resolve().parents[2]


def run(assignment: str) -> tuple[float, float]:
    """Execute one notebook; return seconds by the clock and of processor time, user and system."""
    path = REPO / "source" / assignment / f"{assignment}.ipynb"
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    begun = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "jupyter", "nbconvert", "--to", "notebook", "--execute"]
        command += ["--log-level=ERROR", "--output-dir", folder, str(path)]
        subprocess.run(command, check=True, stderr=subprocess.DEVNULL)
    clock = time.perf_counter() - begun
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    busy = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return clock, busy


def main() -> None:
    """Print a line for each notebook."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("assignments", nargs="*")
    options = parser.parse_args()
    known = sorted(path.parent.name for path in (REPO / "source").glob("*/*.ipynb"))
    for assignment in options.assignments or known:
        clock, busy = run(assignment)
        print(f"{assignment:18} {clock:6.1f} s, {busy:6.1f} s of processor time", flush=True)


if __name__ == "__main__":
    main()
