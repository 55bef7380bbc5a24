"""The instructor's copy of a notebook, as nbgrader would record it in its gradebook."""

from __future__ import annotations

import ast
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
from autograder.exam import kinds, testcell
from autograder.exam.testcell import IMPORTS
from autograder.exam.verifier import CLASSES

IN_KERNEL = "in-kernel"  # tag of a test cell that runs in the student's process
CHANGES = "changes-any"  # of one whose arguments the student's code may change in place
UNPRICED = "shows-no-points"  # of one whose last line shows something that is no number of points
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
    told = {"classes": exercise_classes(notebook), "imports": solution_imports(notebook)}
    if any(told.values()):
        notebook.metadata["autograder"] = {key: value for key, value in told.items() if value}
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
    told = master.metadata.get("autograder", {})
    classes = {k: tuple(v) for k, v in told.get("classes", {}).items()}
    imported = {k: v for k, v in sorted(told.get("imports", {}).items()) if k in wanted}
    more = [
        f"{name} = {what!r}" for name, what in ((CLASSES, classes), (IMPORTS, imported)) if what
    ]
    return (*dict.fromkeys(map(ast.unparse, used)), *helpers, *more)


def solution_imports(notebook: NotebookNode) -> dict[str, str]:
    """Return what solutions import, by the names they give it and nothing else: a module, or a part of one."""
    found: dict[str, str] = {}
    bound: set[str] = set()
    for cell in notebook.cells:
        if cell.cell_type != "code" or not utils.is_solution(cell):
            continue
        bound.update(_BOUND.findall(cell.source))
        with contextlib.suppress(SyntaxError):
            for node in ast.walk(testcell.parsed(cell.source)):
                if isinstance(node, ast.Import):
                    names = [(a.asname or a.name, a.name) for a in node.names]
                    found |= {name: of for name, of in names if "." not in name}
                elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                    found |= {a.asname or a.name: f"{node.module}:{a.name}" for a in node.names}
    return {name: of for name, of in found.items() if name not in bound}


def exercise_classes(notebook: NotebookNode) -> dict[str, list[str]]:
    """Return the classes that solutions and locked cells define, with the operators they define.

    Tests may ask instances of these for more than other objects: it is the instructor's source that
    says so (:mod:`autograder.exam.kinds`).
    """
    found: dict[str, list[str]] = {}
    for cell in notebook.cells:
        if cell.cell_type != "code" or not (utils.is_solution(cell) or utils.is_locked(cell)):
            continue
        if utils.is_grade(cell) and not utils.is_solution(cell):
            continue
        with contextlib.suppress(SyntaxError):
            for node in ast.walk(testcell.parsed(cell.source)):
                if isinstance(node, ast.ClassDef):
                    methods = {n.name for n in node.body if isinstance(n, ast.FunctionDef)}
                    found[node.name] = sorted({*found.get(node.name, ()), *_operators(methods)})
    return found


def _operators(methods: set[str]) -> set[str]:
    """Return the operators that special methods define, by their names in :mod:`operator`."""
    words = {method.strip("_") for method in methods if method.startswith("__")}
    plain = {w for w in kinds.OPERATORS if words & {w, f"r{w}", f"i{w}"}}
    special = {f"{w}_" for w in plain & {"and", "or"}} | (words & {"divmod"})
    return plain | special | {f"i{word}" for word in plain}


_BOUND = re.compile(r"^(?:(?:def|class)\s+)?(\w+)\s*[(:=]", re.MULTILINE)


def _names_of(statement: ast.Import | ast.ImportFrom) -> set[str]:
    return {name.asname or name.name.partition(".")[0] for name in statement.names}


def let_into_kernel(master: NotebookNode, patterns: Sequence[str]) -> None:
    """Tag the test cells whose ``grade_id`` matches a pattern as tests to run in the kernel."""
    for cell in master.cells:
        if not (cell.cell_type == "code" and utils.is_grade(cell)) or utils.is_solution(cell):
            continue
        tags = cell.metadata.setdefault("tags", [])
        name = cell.metadata.nbgrader["grade_id"]
        if any(fnmatch.fnmatchcase(name, pattern) for pattern in patterns):
            tags.append(IN_KERNEL)


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
