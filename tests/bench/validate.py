"""How long does JupyterLab's button *Validate* take on each solved student notebook?

    python tests/bench/validate.py [--turns N] [--before] [assignment ...]

The button's own code, stock nbgrader's ``Validator``, as on a hub, and ours, as under ``course learn``.
With ``--before``, stock nbgrader also validates the notebook without the tag that has it pass over
cells that only show something; all take turns, so that a busy machine is busy for all. Processor
time, in brackets, is that of the kernel: where it is far below the clock, others used the machine.
"""

from __future__ import annotations

import argparse
import logging
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import nbformat
from nbgrader.validator import Validator

REPO = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(REPO))

from course.instructor.samples import fill_solutions  # noqa: E402
from course.release.folding import SKIPPED, fold  # noqa: E402
from course.student.validate import answer  # noqa: E402


def solved(assignment: str, into: Path, *, skipping: bool) -> Path:
    """Write the notebook a perfect student validates, with or without the tag."""
    name = f"{assignment}/{assignment}.ipynb"
    nb = nbformat.read(REPO / "release" / name, as_version=4)
    fill_solutions(nb, nbformat.read(REPO / "source" / name, as_version=4))
    for cell in nb.cells:
        fold(cell)  # also where the release is older than the tag
        if not skipping:
            cell.metadata["tags"] = [t for t in cell.metadata.get("tags", []) if t != SKIPPED]
        if cell.cell_type == "markdown" and cell.metadata.get("nbgrader", {}).get("solution"):
            cell.source = "An answer."
    path = into / f"{assignment}-{'now' if skipping else 'before'}.ipynb"
    nbformat.write(nb, path)
    return path


def stock(path: Path) -> bool:
    """Validate as stock nbgrader does; return whether it says success."""
    validator = Validator(log=logging.getLogger("silent"))
    validator.log.disabled = True
    return not validator.validate(str(path))


def ours(path: Path) -> bool:
    """Validate as under ``course learn``; return whether it says success."""
    return answer(path) == {"success": True, "value": {}}


def seconds(validate: Callable[[Path], bool], path: Path) -> tuple[float, float]:
    """Return the seconds of a validation, by the clock and of its kernel's processor time.

    One that fails is told of, as its time means nothing.
    """
    before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    success = validate(path)
    taken, after = time.perf_counter() - begun, resource.getrusage(resource.RUSAGE_CHILDREN)
    if not success:
        print(f"{path.stem}: {validate.__name__} found a failure", file=sys.stderr)
    return taken, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    """Print a line for each notebook."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--turns", type=int, default=3)
    parser.add_argument("--before", action="store_true", help="also without the tag")
    parser.add_argument("assignments", nargs="*")
    options = parser.parse_args()
    known = sorted(path.parent.name for path in (REPO / "release").glob("*/*.ipynb"))
    with tempfile.TemporaryDirectory() as scratch:
        for assignment in options.assignments or known:
            now = solved(assignment, Path(scratch), skipping=True)
            how = {"stock": (stock, now), "ours": (ours, now)}
            if options.before:
                how["before"] = (stock, solved(assignment, Path(scratch), skipping=False))
            taken: dict[str, list[tuple[float, float]]] = {name: [] for name in how}
            for _ in range(options.turns):
                for name, (validate, path) in how.items():
                    taken[name].append(seconds(validate, path))
            medians = {
                name: [statistics.median(times) for times in zip(*pairs, strict=True)]
                for name, pairs in taken.items()
            }
            words = [f"{name} {at:6.1f} s ({cpu:.1f} s)" for name, (at, cpu) in medians.items()]
            if options.before:
                words.append(f"{medians['before'][0] / medians['stock'][0]:.0f} times faster")
            print(f"{assignment:18}", "   ".join(words), flush=True)


if __name__ == "__main__":
    main()
