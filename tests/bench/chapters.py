"""The functions that a solved notebook defines, for the benchmarks to call."""

from __future__ import annotations

from pathlib import Path

import nbformat

REPO = Path(__file__).resolve().parents[2]


def names_of(assignment: str) -> dict[str, object]:
    """Return the namespace after the set-up cells and the solution cells of a source notebook."""
    notebook = nbformat.read(REPO / "source" / assignment / f"{assignment}.ipynb", as_version=4)
    names: dict[str, object] = {"__name__": assignment}
    for cell in notebook.cells:
        solves = cell.metadata.get("nbgrader", {}).get("solution", False)
        if cell.cell_type == "code" and (solves or "setup" in cell.metadata.get("tags", ())):
            exec(compile(cell.source, f"<{assignment}: {cell.id}>", "exec"), names)
    return names
