"""What a solved notebook defines, for the benchmarks to call; and how they go through seeds."""

from __future__ import annotations

import json
import linecache
import subprocess
import sys
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path

REPO = Path(__file__).resolve().parents[2]


def run(source: str, names: dict[str, object]) -> None:
    """Run a cell in a namespace, under a file name of its own text.

    TensorFlow reads a function's source before it compiles its loops: whatever stands under that name.
    """
    file = f"<cell {zlib.crc32(source.encode())}>"
    linecache.cache[file] = len(source), None, source.splitlines(keepends=True), file
    exec(compile(source, file, "exec"), names)


def names_of(assignment: str) -> dict[str, object]:
    """Return the namespace of a source notebook whose cells have run, but for tests and shows."""
    import nbformat  # here, because not every environment that measures has it

    path = REPO / "source" / assignment / f"{assignment}.ipynb"
    names: dict[str, object] = {"__name__": assignment}
    for cell in nbformat.read(path, as_version=4).cells:
        graded = cell.metadata.get("nbgrader", {}).get("grade", False)
        if (
            cell.cell_type == "code"
            and not graded
            and "showcase" not in cell.metadata.get("tags", ())
        ):
            run(cell.source, names)
    return names


def each_alone(seeds: Iterable[int]) -> Iterator[dict]:
    """Run this very command for each seed in a process of its own; yield the JSON that it prints last.

    It is given `--alone SEED` besides. One that fails ends the whole, with what it said.
    """
    for seed in seeds:
        command = [sys.executable, "-W", "ignore", *sys.argv, "--alone", str(seed)]
        done = subprocess.run(command, capture_output=True, text=True)
        if done.returncode:
            sys.exit(f"seed {seed} failed:\n{done.stderr}")
        yield json.loads(done.stdout.splitlines()[-1])
