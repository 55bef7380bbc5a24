"""Fit a submitted notebook to the instructor's copy.

The graded, locked and set-up cells come from the instructor's copy, in its order; the answers come
from the student; every other cell of the student follows the known cell it stood behind. So a
deleted, duplicated, renamed, retyped or moved cell costs at most the exercise it belongs to.

JupyterLab leaves a cell's name in both halves when it is split, and in a copy: all parts of an
answer count, in their order. Parts of code run one after another, parts of a text are joined. Where
an editor dropped the names, see :mod:`autograder.notebook.names`.
"""

from __future__ import annotations

import copy

from nbformat import NotebookNode
from nbgrader import utils

from autograder.errors import BadSubmission
from autograder.notebook.names import grade_id, with_names
from autograder.notebook.pictures import join

_ALL_LOST = (
    " None of its cells has nbgrader's name any more (an editor may have dropped their metadata), and "
    "none could be recognised by its id or its text"
)
_MISSING = "This cell was missing from the submission."


def reconcile(submitted: NotebookNode, master: NotebookNode) -> tuple[NotebookNode, list[str]]:
    """Return the notebook to grade, and one note for each thing that was put right.

    ``master`` is the instructor's copy with blanks in place of solutions and hidden tests in place
    (:func:`autograder.notebook.master.master_notebook`). Raises :class:`BadSubmission` if the submission
    holds none of its cells.
    """
    known = {grade_id(cell): cell for cell in master.cells if grade_id(cell)}
    behind: dict[str, list[NotebookNode]] = {"": []}  # a known cell, then what stood behind it
    order: list[str] = []
    anchor = ""
    named, notes = with_names(submitted.cells, master.cells)
    for cell in named:
        name = grade_id(cell)
        if name in known:
            order.append(name)
            anchor = name
        behind.setdefault(anchor, []).append(cell)
    if not order:
        lost = "" if any(map(grade_id, submitted.cells)) else _ALL_LOST
        raise BadSubmission(
            f"none of this assignment's cells is in it: is it another notebook?{lost}"
        )
    notes += _notes_on_order(order, list(known))
    cells = [_free(cell) for cell in behind[""]]
    for name, original in known.items():
        cells += _fitted(original, behind.get(name, []), notes)
    notebook = copy.deepcopy(master)
    notebook.cells = _with_unique_ids(cells)
    return notebook, notes


def is_test(cell: NotebookNode) -> bool:
    """Say whether the cell is an automatic test."""
    return cell.cell_type == "code" and utils.is_grade(cell) and not utils.is_solution(cell)


def is_by_hand(cell: NotebookNode) -> bool:
    """Say whether a person grades the cell."""
    return bool(utils.is_grade(cell) and not is_test(cell)) or bool(utils.is_task(cell))


def _free(cell: NotebookNode) -> NotebookNode:
    cell = copy.deepcopy(cell)
    cell.metadata.pop("nbgrader", None)
    return cell


def _fitted(
    original: NotebookNode, behind: list[NotebookNode], notes: list[str]
) -> list[NotebookNode]:
    """Return the instructor's cell, filled with the student's answer if it is there for one.

    With it comes, in the student's order, what stands behind it.
    """
    cell = copy.deepcopy(original)
    name = grade_id(cell)
    found = [one for one in behind if grade_id(one) == name]
    if not found:
        notes.append(
            f"{name}: the cell was missing" + ("" if utils.is_solution(cell) else "; restored")
        )
        if utils.is_solution(cell) and not is_by_hand(cell):
            cell.source = f"# {_MISSING}"  # a written answer that is missing was not given
    if not found or not utils.is_solution(cell):
        if len(found) > 1:
            notes.append(f"{name}: the cell is there {len(found)} times; ours was taken")
        return [cell, *(_free(one) for one in behind if grade_id(one) != name)]
    parts = _parts(found, original)
    if len(found) > 1:
        what = "what was written in them was joined" if is_by_hand(cell) else "all of them count"
        notes.append(f"{name}: the cell is there {len(found)} times; {what}")
    main = next((part for part in parts if part.cell_type == cell.cell_type), parts[0])
    if main.cell_type != cell.cell_type:
        notes.append(f"{name}: turned into a {main.cell_type} cell; read as {cell.cell_type}")
    cell.source = main.source
    if is_by_hand(cell):
        cell.source, pasted = join(parts)
        if pasted and cell.cell_type != "code":
            cell["attachments"] = NotebookNode(pasted)
        parts = [main]
    kept = [one for one in behind if grade_id(one) != name or any(one is part for part in parts)]
    return [cell if one is main else _free(one) for one in kept]


def _parts(found: list[NotebookNode], original: NotebookNode) -> list[NotebookNode]:
    """Return the cells that make up an answer: no blank beside what was written, nothing twice."""
    changed = [one for one in found if one.source != original.source]
    parts: list[NotebookNode] = []
    for one in changed or found[-1:]:
        if all(one.source != part.source for part in parts):
            parts.append(one)
    return parts


def _notes_on_order(order: list[str], expected: list[str]) -> list[str]:
    seen = list(dict.fromkeys(order))
    if seen != [name for name in expected if name in set(seen)]:
        return ["the cells were in another order; graded in the original one"]
    return []


def _with_unique_ids(cells: list[NotebookNode]) -> list[NotebookNode]:
    taken: set[str | None] = {None}  # cells from before format 4.5 have none
    for number, cell in enumerate(cells):
        if cell.get("id") in taken:
            cell["id"] = f"cell-{number}"
        taken.add(cell["id"])
    return cells
