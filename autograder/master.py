"""The instructor's copy of a notebook, as nbgrader would record it in its gradebook."""

from __future__ import annotations

import ast
import contextlib
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbgrader import utils
from nbgrader.converters import GenerateAssignment
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import SaveCells
from traitlets.config import Config
from traitlets.utils.importstring import import_item

from autograder import verifier
from autograder.errors import BadSource


def master_notebook(path: Path, config: Config) -> NotebookNode:
    """Return the notebook at ``path`` with blanks for solutions, and its hidden tests in place.

    These are the steps of ``nbgrader generate_assignment`` up to the one that saves cells in the
    gradebook, as the course's configuration lists them. Raises :class:`BadSource`.
    """
    try:
        notebook = nbformat.read(path, as_version=4)
    except (
        OSError,
        ValueError,
        AttributeError,  # JSON, but no object
        nbformat.reader.NotJSONError,
        nbformat.ValidationError,
    ) as error:
        raise BadSource(f"{path} can't be read as a notebook: {error}") from error
    _require_trusted_setup(path, notebook)
    resources: dict[str, Any] = {
        "unique_key": path.stem,
        "metadata": {"path": str(path.parent), "name": path.stem},
        "nbgrader": {"assignment": path.parent.name, "notebook": path.stem, "student": "."},
    }
    converter = GenerateAssignment(coursedir=CourseDirectory(config=config), config=config)
    for entry in converter.preprocessors:
        kind = import_item(entry) if isinstance(entry, str) else entry
        if kind is SaveCells:
            return notebook
        step = kind(parent=converter)
        if not step.enabled:
            continue
        try:
            notebook, resources = step.preprocess(notebook, resources)
        except (RuntimeError, ValueError, KeyError) as error:
            raise BadSource(f"{path}: {error}") from error
    return notebook


def trusted_imports(master: NotebookNode) -> tuple[str, ...]:
    """Return the import statements by which test cells come to names, outside of set-up cells.

    In a course written for stock nbgrader a test uses the ``np`` that some cell above it imports.
    Fetched from the student's kernel that would be whatever the student calls ``np``; so the
    verifier executes the instructor's import itself.
    """
    plain, wanted = [], set()
    for cell in master.cells:
        if cell.cell_type != "code":
            continue
        with contextlib.suppress(SyntaxError):  # blanks, magics: no imports to be had there
            if utils.is_grade(cell):
                wanted.update(verifier.read_names(cell.source))
            elif not utils.is_solution(cell) and "setup" not in cell.metadata.get("tags", []):
                plain += ast.parse(cell.source).body
    return tuple(
        ast.unparse(statement)
        for statement in plain
        if isinstance(statement, ast.Import | ast.ImportFrom)
        and any((a.asname or a.name.partition(".")[0]) in wanted for a in statement.names)
    )


def _require_trusted_setup(path: Path, notebook: NotebookNode) -> None:
    """Raise BadSource for a set-up cell that students could replace: tests rely on it."""
    for cell in notebook.cells:
        locked = utils.is_locked(cell) and not utils.is_solution(cell)
        if "setup" in cell.metadata.get("tags", []) and not (locked and cell.cell_type == "code"):
            raise BadSource(
                f"{path}: the cell tagged 'setup' that begins {cell.source[:40]!r} must be a "
                "read-only code cell with an ID in nbgrader's toolbar, or students could replace it"
            )


def register(
    notebook: NotebookNode, assignment: str, name: str, db_url: str, config: Config
) -> None:
    """Record the cells of the instructor's copy in the gradebook, creating the assignment."""
    from nbgrader.api import Gradebook

    with Gradebook(db_url) as gradebook:
        gradebook.update_or_create_assignment(assignment)
    resources = {"nbgrader": {"assignment": assignment, "notebook": name, "db_url": db_url}}
    try:
        SaveCells(config=config).preprocess(notebook, resources)
    except RuntimeError as error:
        raise BadSource(
            f"{assignment}/{name}: {error}. The source has gained or lost cells since the first "
            "submission was graded: put them back, or move gradebook.db away to start anew"
        ) from error
