"""Fit a submitted notebook to the instructor's copy.

The graded, locked and set-up cells come from the instructor's copy, in its order; the answers come
from the student; every other cell of the student follows the known cell it stood behind. So a
deleted, duplicated, renamed, retyped or moved cell costs at most the exercise it belongs to.
"""

from __future__ import annotations

import copy

from nbformat import NotebookNode
from nbgrader import utils

from autograder.errors import BadSubmission

_MISSING = "This cell was missing from the submission."


def reconcile(submitted: NotebookNode, master: NotebookNode) -> tuple[NotebookNode, list[str]]:
    """Return the notebook to grade, and one note for each thing that was put right.

    ``master`` is the instructor's copy with blanks in place of solutions and hidden tests in place
    (:func:`autograder.notebook.master.master_notebook`). Raises :class:`BadSubmission` if the submission
    holds none of its cells.
    """
    known = {grade_id(cell): cell for cell in master.cells if grade_id(cell)}
    answers: dict[str, list[NotebookNode]] = {}
    order: list[str] = []
    followers: dict[str, list[NotebookNode]] = {"": []}
    anchor = ""
    for cell in submitted.cells:
        name = grade_id(cell)
        if name in known:
            answers.setdefault(name, []).append(cell)
            order.append(name)
            followers.setdefault(name, [])
            anchor = name
        else:
            followers[anchor].append(_free(cell))
    if not answers:
        raise BadSubmission("none of this assignment's cells is in it: is it another notebook?")
    notes = _notes_on_order(order, list(known))
    cells = list(followers[""])
    for name, original in known.items():
        cells.append(_fitted(original, answers.get(name, []), notes))
        cells += followers.get(name, [])
    notebook = copy.deepcopy(master)
    notebook.cells = _with_unique_ids(cells)
    return notebook, notes


def grade_id(cell: NotebookNode) -> str:
    """Return the cell's nbgrader name, or an empty string."""
    return cell.metadata.get("nbgrader", {}).get("grade_id", "")


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


def _fitted(original: NotebookNode, found: list[NotebookNode], notes: list[str]) -> NotebookNode:
    """Return the instructor's cell, filled with the student's answer if it is there for one."""
    cell = copy.deepcopy(original)
    name = grade_id(cell)
    if len(found) > 1:
        notes.append(f"{name}: the cell is there {len(found)} times; one of them was taken")
    if not found:
        notes.append(
            f"{name}: the cell was missing" + ("" if utils.is_solution(cell) else "; restored")
        )
    if not utils.is_solution(cell):
        return cell
    if not found:
        if not is_by_hand(cell):  # a written answer that is not there is one that was not given
            cell.source = f"# {_MISSING}"
        return cell
    changed = [one for one in found if one.source != original.source]
    answer = (changed or found)[-1]
    if answer.cell_type != cell.cell_type:
        notes.append(f"{name}: turned into a {answer.cell_type} cell; read as {cell.cell_type}")
    cell.source = answer.source
    return cell


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
