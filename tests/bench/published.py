"""How long does each chapter take to its result, beside the plain way it was published?

    python tests/bench/published.py [--repeats 3] [assignment ...]

``tests/bench/published/<assignment>.py`` holds both ways: ``ours(names)`` calls the functions of the
solved notebook, ``published(names)`` is the older material's computation written plainly: the same
mathematics, one step at a time. Both run in one process, in turns, and the medians are compared. A
way that would take minutes may do a part: ``SHARE`` is the part of the whole that ``published`` does.
"""

from __future__ import annotations

import argparse
import importlib.util
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

FOLDER = Path(__file__).resolve().parent / "published"


def load(assignment: str) -> ModuleType:
    """Return the module that holds a chapter's two ways."""
    spec = importlib.util.spec_from_file_location(
        f"published_{assignment}", FOLDER / f"{assignment}.py"
    )
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def seconds(way: Callable[[dict], str], names: dict) -> tuple[float, str]:
    """Return how long one way took, and what it says it reached."""
    begun = time.perf_counter()
    reached = way(names)
    return time.perf_counter() - begun, reached


def compare(assignment: str, repeats: int) -> None:
    """Time the two ways of one chapter in turns, and print both and their ratio."""
    from chapters import names_of

    module, names = load(assignment), names_of(assignment)
    share = getattr(module, "SHARE", 1.0)
    mine, theirs = [], []
    for _ in range(repeats):
        taken, we = seconds(module.ours, names)
        mine.append(taken)
        taken, they = seconds(module.published, names)
        theirs.append(taken / share)
    ratio = statistics.median(theirs) / statistics.median(mine)
    part = "" if share == 1 else f" (from {share:.1%} of it)"
    print(f"{assignment}: {module.RESULT}")
    print(f"    ours      {statistics.median(mine):9.3f} s  {we}")
    print(f"    published {statistics.median(theirs):9.3f} s  {they}{part}")
    print(f"    ratio     {ratio:9.1f}", flush=True)


def main() -> None:
    """Compare the chapters asked for, each in a process of its own."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("assignments", nargs="*")
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--here", action="store_true", help="in this process (used by itself)")
    options = parser.parse_args()
    for assignment in options.assignments or sorted(p.stem for p in FOLDER.glob("*.py")):
        if options.here:
            compare(assignment, options.repeats)
        else:
            again = [sys.executable, __file__, assignment, "--here"]
            subprocess.run([*again, "--repeats", str(options.repeats)], check=True)


if __name__ == "__main__":
    main()
