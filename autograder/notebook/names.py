"""Names of cells that an editor dropped, found again where that is certain.

nbgrader knows a cell by the name in its metadata. Some editors drop all metadata; cells that were
copied by hand into a new notebook have none either. A cell is then recognised by its id, which
releasing makes the name; or, if it is code, by what it defines: the function or class of one missing
exercise, which no other nameless cell defines; or by its place, directly behind a text of the
instructor's that is there once, and behind which the missing cell stood.
"""

from __future__ import annotations

import copy
import functools
import re
from collections.abc import Mapping, Sequence

from nbformat import NotebookNode
from nbgrader import utils

_DEFINES = re.compile(r"^(?:(?:async[ \t]+)?def|class)[ \t]+(\w+)", re.MULTILINE)

_COUNTED = re.compile(r"(?:cell[-_]?)?\d{1,5}")  # ids that tools give in every notebook
_FEW = 4  # names in a note


def grade_id(cell: NotebookNode) -> str:
    """Return the cell's nbgrader name, or an empty string."""
    return cell.metadata.get("nbgrader", {}).get("grade_id", "")


def with_names(
    cells: Sequence[NotebookNode], originals: Sequence[NotebookNode]
) -> tuple[list[NotebookNode], list[str]]:
    """Return the cells, those that are recognised with their names again, and notes on that.

    ``originals`` are the cells of the instructor's copy; only names that no cell has are given. A
    cell with a name of its own keeps it.
    """
    present = {grade_id(cell) for cell in cells} | {""}
    missing = {grade_id(cell): cell for cell in originals if grade_id(cell) not in present}
    nameless = [number for number, cell in enumerate(cells) if not grade_id(cell)]
    ways = (
        (_by_id, "the id of the cell"),
        (_by_text, "what the cell defines"),
        (functools.partial(_by_place, originals), "the text before the cell"),
    )
    found: dict[int, str] = {}
    notes = []
    for recognised, what in ways:
        left = [number for number in nameless if number not in found]
        others = {name: cell for name, cell in missing.items() if name not in found.values()}
        if new := recognised(cells, left, others):
            notes.append(
                f"{_few(list(new.values()))}: without nbgrader's name, recognised by {what}"
            )
        found |= new
    return [
        _named(cell, found[number]) if number in found else cell
        for number, cell in enumerate(cells)
    ], notes


def _few(names: Sequence[str]) -> str:
    """Return names in a line, of many the first ones."""
    more = len(names) - _FEW
    return ", ".join(names) if more <= 1 else f"{', '.join(names[:_FEW])} and {more} others"


def _by_id(
    cells: Sequence[NotebookNode], nameless: list[int], missing: Mapping[str, NotebookNode]
) -> dict[int, str]:
    ids = {
        cell["id"]: name
        for name, cell in missing.items()
        if cell.get("id") and not _COUNTED.fullmatch(cell["id"])
    }
    ids |= {name: name for name in missing}
    found: dict[int, str] = {}
    for number in nameless:
        name = ids.get(cells[number].get("id"))
        same_type = name and cells[number].cell_type == missing[name].cell_type
        if same_type and name not in found.values():
            found[number] = name
    return found


def _by_text(
    cells: Sequence[NotebookNode], nameless: list[int], missing: Mapping[str, NotebookNode]
) -> dict[int, str]:
    """Match code by the definitions of exercises; whatever is claimed twice is nobody's."""
    exercises = {
        name: set(_DEFINES.findall(cell.source))
        for name, cell in missing.items()
        if cell.cell_type == "code" and utils.is_solution(cell)
    }
    claims: dict[str, list[int]] = {name: [] for name in exercises}
    claimed: dict[int, list[str]] = {}
    for number in nameless:
        if cells[number].cell_type != "code":
            continue
        defined = set(_DEFINES.findall(cells[number].source))
        claimed[number] = [name for name, wanted in exercises.items() if defined & wanted]
        for name in claimed[number]:
            claims[name].append(number)
    return {
        numbers[0]: name
        for name, numbers in claims.items()
        if len(numbers) == 1 and len(claimed[numbers[0]]) == 1
    }


def _by_place(
    originals: Sequence[NotebookNode],
    cells: Sequence[NotebookNode],
    nameless: list[int],
    missing: Mapping[str, NotebookNode],
) -> dict[int, str]:
    theirs, ours = ([cell.source.strip() for cell in some] for some in (cells, originals))
    found: dict[int, str] = {}
    for before, cell in zip(ours, originals[1:], strict=False):
        name = grade_id(cell)
        if name not in missing or not before or ours.count(before) > 1 or theirs.count(before) != 1:
            continue
        number = theirs.index(before) + 1
        if number not in nameless or cells[number].cell_type != cell.cell_type:
            continue
        if theirs[number] == cell.source.strip() or theirs[number] not in ours:
            found[number] = name
    return found


def _named(cell: NotebookNode, name: str) -> NotebookNode:
    cell = copy.deepcopy(cell)
    cell.metadata["nbgrader"] = NotebookNode(grade_id=name)
    return cell
