"""How often does chance alone reject a right solution?

    python tests/bench/false_rejection.py bandits bandits-epsilon-greedy-tests --runs 3000

Runs a test cell, hidden part included, again and again against the solution in the source notebook,
each time with other random numbers, and prints how often it failed and, by Clopper and Pearson
(1934), the largest rate that is still compatible with that count at 95 % confidence.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import sys
from pathlib import Path

import nbformat
import numpy as np
from chapters import names_of
from scipy import stats
from tqdm import tqdm

REPO = Path(__file__).resolve().parents[2]


def cells(assignment: str) -> list[nbformat.NotebookNode]:
    """Return the code cells of a source notebook."""
    path = REPO / "source" / assignment / f"{assignment}.ipynb"
    return [c for c in nbformat.read(path, as_version=4).cells if c.cell_type == "code"]


def grade_id(cell: nbformat.NotebookNode) -> str:
    """Return the cell's nbgrader name, or an empty string."""
    return cell.metadata.get("nbgrader", {}).get("grade_id", "")


def rejections(assignment: str, test: str, runs: int) -> list[str]:
    """Return the message of every run in which the test rejected the solution."""
    source = next(cell.source for cell in cells(assignment) if grade_id(cell) == test)
    code = compile(source, test, "exec")
    namespace = names_of(assignment)
    messages = []
    for seed in tqdm(range(runs), desc=test, disable=not sys.stderr.isatty()):
        np.random.seed(seed)  # noqa: NPY002 - the state from which check.rng draws
        try:
            with contextlib.redirect_stdout(io.StringIO()):
                exec(code, dict(namespace))
        except AssertionError as error:
            messages.append(str(error))
    return messages


def main() -> None:
    """Measure the named tests, or all of the assignment."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("assignment")
    parser.add_argument("tests", nargs="*", help="grade_ids of test cells (default: all)")
    parser.add_argument("--runs", type=int, default=3000)
    options = parser.parse_args()
    graded = [c for c in cells(options.assignment) if c.metadata.get("nbgrader", {}).get("grade")]
    for test in options.tests or map(grade_id, graded):
        messages = rejections(options.assignment, test, options.runs)
        count = len(messages)
        bound = stats.beta.ppf(0.95, count + 1, options.runs - count)
        print(f"{test}: {count} of {options.runs} rejected; rate below {bound:.1e} (95 %)")
        for message in messages[:3]:
            print(f"    {message}")


if __name__ == "__main__":
    main()
