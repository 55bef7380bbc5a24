"""The instructor's copy of a notebook, as nbgrader would record it in its gradebook."""

from __future__ import annotations

import ast
import builtins
import contextlib
import fnmatch
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbgrader import utils
from nbgrader.converters import GenerateAssignment
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import ClearHiddenTests, SaveCells
from traitlets.config import Config
from traitlets.utils.importstring import import_item

from autograder.errors import BadSource
from autograder.exam import testcell

IN_KERNEL = "in-kernel"  # tag of a test cell that runs in the student's process
FORKED = "in-kernel-forked"  # and of one that runs in a copy of it, and leaves nothing behind


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
    _require_python(path, notebook)
    _require_trusted_setup(path, notebook)
    resources: dict[str, Any] = {
        "unique_key": path.stem,
        "metadata": {"path": str(path.parent), "name": path.stem},
        "nbgrader": {"assignment": path.parent.name, "notebook": path.stem, "student": "."},
    }
    course = CourseDirectory(config=config)
    converter = GenerateAssignment(coursedir=course, config=config)
    for entry in converter.preprocessors:
        kind = import_item(entry) if isinstance(entry, str) else entry
        if kind is SaveCells:
            return _with_ids(notebook)
        step = kind(parent=converter)
        if not step.enabled:
            continue
        try:
            with contextlib.chdir(course.root):  # a header's path is meant from the course's folder
                notebook, resources = step.preprocess(notebook, resources)
        except (RuntimeError, ValueError, KeyError, OSError) as error:
            raise BadSource(f"{path}: {error}") from error
    return _with_ids(notebook)


def source_and_visible(path: Path, config: Config) -> tuple[NotebookNode, NotebookNode]:
    """Return the source as it is, and without hidden tests. Raises :class:`BadSource`.

    Only for a source that :func:`master_notebook` has read.
    """
    visible = nbformat.read(path, as_version=4)
    try:
        visible, _ = ClearHiddenTests(config=config).preprocess(visible, {})
    except RuntimeError as error:  # a mark without its end
        raise BadSource(f"{path}: {error}") from error
    return nbformat.read(path, as_version=4), visible


def _with_ids(notebook: NotebookNode) -> NotebookNode:
    """Return the notebook in format 4.5; cells from before have the same ids each time."""
    notebook.nbformat_minor = max(notebook.nbformat_minor, 5)
    for number, cell in enumerate(notebook.cells):
        cell.setdefault("id", f"cell-{number}")
    return notebook


def trusted_statements(master: NotebookNode) -> tuple[str, ...]:
    """Return what test cells rely on outside of set-up cells: imports, and helpers in locked cells.

    In a course written for stock nbgrader a test uses the ``np`` that some cell above imports, and
    perhaps a function of a read-only cell. Fetched from the student's kernel, these would be
    whatever the student calls so; the verifier executes the instructor's statements itself. What a
    solution cell defines is the student's.
    """
    imports, helpers, tests, students = [], [], [], set()
    for cell in master.cells:
        if cell.cell_type != "code" or "setup" in cell.metadata.get("tags", []):
            continue
        if utils.is_solution(cell):
            students.update(_BOUND.findall(cell.source))
        elif utils.is_grade(cell):
            tests.append(cell.source)
        else:
            with contextlib.suppress(SyntaxError):  # a blank in it: nothing to be had there
                tree = testcell.parsed(cell.source)
                imports += [s for s in ast.walk(tree) if isinstance(s, ast.Import | ast.ImportFrom)]
                if utils.is_locked(cell):
                    helpers += [
                        s for s in tree.body if isinstance(s, ast.FunctionDef | ast.ClassDef)
                    ]
    helpers = [ast.unparse(helper) for helper in helpers if helper.name not in students]
    wanted: set[str] = set()
    for source in (*helpers, *tests):
        with contextlib.suppress(SyntaxError):
            wanted.update(testcell.read_names(source))
    used = [s for s in imports if _names_of(s) & (wanted - students)]
    return (*dict.fromkeys(map(ast.unparse, used)), *helpers)


_BOUND = re.compile(r"^(?:(?:def|class)\s+)?(\w+)\s*[(:=]", re.MULTILINE)


def _names_of(statement: ast.Import | ast.ImportFrom) -> set[str]:
    return {name.asname or name.name.partition(".")[0] for name in statement.names}


def let_into_kernel(path: Path, master: NotebookNode, patterns: Sequence[str]) -> None:
    """Tag the test cells whose ``grade_id`` matches a pattern as tests to run in the kernel.

    Raises :class:`BadSource` for a test cell that is not tagged and could not work outside: one
    that rebinds or deletes a name of the student's, of which the student's code notices nothing.
    """
    ours = _Names(set(dir(builtins)))
    for cell in master.cells:
        if "setup" in cell.metadata.get("tags", []):
            ours.visit_source(cell.source)
    for cell in master.cells:
        if not (cell.cell_type == "code" and utils.is_grade(cell)) or utils.is_solution(cell):
            continue
        tags = cell.metadata.setdefault("tags", [])
        name = cell.metadata.nbgrader["grade_id"]
        if any(fnmatch.fnmatchcase(name, pattern) for pattern in patterns):
            tags.append(IN_KERNEL)
        if IN_KERNEL in tags:
            continue
        names = _Names(ours.own)
        names.visit_source(cell.source)
        if names.tampered:
            raise BadSource(
                f"{path}: the test {name} replaces or deletes "
                f"{', '.join(sorted(names.tampered))}, which it has from the student's notebook. "
                "Tests run outside the student's process, where that has no effect: use another "
                f"name, or tag the cell {IN_KERNEL!r} (or list it in SandboxedExecute.in_kernel)"
            )


_SCOPES = (
    ast.FunctionDef,
    ast.AsyncFunctionDef,
    ast.ClassDef,
    ast.Lambda,
    ast.ListComp,
    ast.SetComp,
    ast.DictComp,
    ast.GeneratorExp,
)


class _Names(ast.NodeVisitor):
    """Tells the names that are a cell's own from those it borrows and then rebinds or deletes."""

    def __init__(self, own: set[str]) -> None:
        self.own = set(own)
        self.tampered: set[str] = set()
        self._borrowed: set[str] = set()

    def visit_source(self, source: str) -> None:
        """Visit a cell, unless it is not plain Python."""
        with contextlib.suppress(SyntaxError):
            self.visit(ast.parse(source))

    def visit(self, node: ast.AST) -> None:
        """Keep out of inner scopes: what happens there stays there."""
        if isinstance(node, _SCOPES):
            self.own.add(getattr(node, "name", ""))
        elif isinstance(node, ast.Import | ast.ImportFrom):
            self.own |= {(name.asname or name.name).partition(".")[0] for name in node.names}
        else:
            super().visit(node)

    def visit_Name(self, node: ast.Name) -> None:
        """Note who a name belongs to when it is first met, and what is done to it later."""
        if isinstance(node.ctx, ast.Load):
            if node.id not in self.own:
                self._borrowed.add(node.id)
        elif node.id in self._borrowed:
            self.tampered.add(node.id)
        else:
            self.own.add(node.id)

    def visit_Assign(self, node: ast.Assign) -> None:
        """Visit in the order of evaluation: the value before what it is bound to."""
        self.visit(node.value)
        for target in node.targets:
            self.visit(target)

    def visit_AugAssign(self, node: ast.AugAssign) -> None:
        """Count ``x += 1`` as reading and binding."""
        self.visit(node.value)
        if isinstance(node.target, ast.Name):
            self.visit(ast.Name(node.target.id, ast.Load()))
        self.visit(node.target)

    def visit_For(self, node: ast.For) -> None:
        """Visit in the order of evaluation."""
        for part in (node.iter, node.target, *node.body, *node.orelse):
            self.visit(part)


def _require_python(path: Path, notebook: NotebookNode) -> None:
    """Raise BadSource for a notebook of another language, as its metadata names it."""
    spec = notebook.metadata.get("kernelspec", {})
    language = spec.get("language") or notebook.metadata.get("language_info", {}).get("name")
    if str(language or "python").lower() not in ("python", "python3", "ipython"):
        shown = spec.get("display_name") or language
        raise BadSource(f"{path} is a notebook in {shown}: this grader runs Python")


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
