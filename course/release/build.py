"""From ``source/`` to ``release/``: what students get, and proof that nothing else goes with it.

The work is nbgrader's ``generate_assignment`` with two preprocessors of ours, so that the stock
command and Formgrader make the same notebooks: :class:`Blanks` puts ``<YOUR CODE: hint>`` where
solutions are, :class:`Sealed` refuses the result if a solution or a hidden test can be read in it.
"""

from __future__ import annotations

import ast
import contextlib
import filecmp
import logging
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from nbformat.notebooknode import NotebookNode
from nbgrader.converters import GenerateAssignment
from nbgrader.converters.base import NbGraderException
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import NbGraderPreprocessor
from nbgrader.utils import is_grade, is_solution, is_task
from traitlets import Unicode
from traitlets.config import Config, PyFileConfigLoader

from autograder.errors import BadSource, StorageError
from autograder.exam.testcell import parsed
from course.release import blanks, folding, giveaways, leaks, links
from course.folder import assignments_in, must_know

# In nbgrader's order. The gradebook keeps hidden tests, so SaveCells comes before they are cut.
PREPROCESSORS = [
    "nbgrader.preprocessors.IncludeHeaderFooter",
    "nbgrader.preprocessors.LockCells",
    "course.release.Blanks",
    "nbgrader.preprocessors.ClearOutput",
    "nbgrader.preprocessors.CheckCellMetadata",
    "nbgrader.preprocessors.ComputeChecksums",
    "nbgrader.preprocessors.SaveCells",
    "nbgrader.preprocessors.ClearHiddenTests",
    "nbgrader.preprocessors.ClearMarkScheme",
    "nbgrader.preprocessors.ComputeChecksums",
    "nbgrader.preprocessors.CheckCellMetadata",
    "course.release.Sealed",
]


class Blanks(NbGraderPreprocessor):
    """Replace solutions by blanks and written answers by an invitation to write one."""

    text_stub = Unicode(
        "*Your answer here: double-click, and replace this line.*",
        help="What stands where a written answer goes.",
    ).tag(config=True)

    def preprocess(
        self, nb: NotebookNode, resources: dict[str, object]
    ) -> tuple[NotebookNode, dict[str, object]]:
        """Blank the notebook in place. Raises ``BadSource``, naming the cell at fault."""
        name = resources["nbgrader"]["notebook"]
        check_ids(nb, name)
        resources["secrets"] = leaks.secrets_of(nb, name, self.text_stub)
        resources["expressions"] = giveaways.solution_expressions(nb)
        for number, cell in enumerate(nb.cells, start=1):
            with blanks.located(f"{name}.ipynb, cell {leaks.cell_name(cell, number)}"):
                cell.source = visible_text(cell, self.text_stub)
            tidy(cell, number)
            folding.fold(cell)
        links.to_cells(nb)
        nb.nbformat, nb.nbformat_minor = 4, 5
        # Only what is the same on every machine: no interpreter version, no editor settings.
        nb.metadata = NotebookNode(
            kernelspec=nb.metadata.get("kernelspec", _PYTHON), language_info={"name": "python"}
        )
        return nb, resources


class Sealed(NbGraderPreprocessor):
    """Refuse a student notebook in which something secret can be read. Runs last."""

    def preprocess(
        self, nb: NotebookNode, resources: dict[str, object]
    ) -> tuple[NotebookNode, dict[str, object]]:
        """Return the notebook unchanged. Raises ``BadSource`` with what would leak, and where."""
        name = resources["nbgrader"]["notebook"]
        leaks.refuse_notebook(nb, resources["secrets"], name)
        giveaways.refuse(nb, resources["expressions"], name)
        return nb, resources


_PYTHON = NotebookNode(display_name="Python 3 (ipykernel)", language="python", name="python3")


def visible_text(cell: NotebookNode, text_stub: str) -> str:
    """Return what students see of a source cell before hidden tests are cut."""
    if not is_solution(cell):
        if cell.cell_type == "code" and blanks.hide_solutions(cell.source).secrets:
            raise BadSource("a solution in a cell that is not a solution cell (nbgrader metadata)")
        if cell.cell_type == "code" and is_grade(cell):
            refuse_truth_as_points(cell.source)
        return cell.source
    if cell.cell_type == "code":
        hidden = blanks.hide_solutions(cell.source)
        if not hidden.secrets:
            raise BadSource(
                "a solution cell without BEGIN SOLUTION or BLANK: mark what students have to write"
            )
        return hidden.visible
    hidden = blanks.hide_solutions(cell.source, stub=text_stub)
    return hidden.visible if hidden.secrets else text_stub


def refuse_truth_as_points(source: str) -> None:
    """Raise ``BadSource`` for a test cell that ends with what is true or false.

    Its last line names the points. nbgrader, which reads what is printed, would give all of them for
    ``False``; our grader would leave each submission undecided.
    """
    with contextlib.suppress(SyntaxError):  # which others tell of
        match parsed(source).body[-1:]:
            case [
                ast.Expr(
                    ast.Compare() | ast.UnaryOp(op=ast.Not()) | ast.Constant(value=bool()) as last
                )
            ]:
                raise BadSource(
                    f"the test ends with {ast.unparse(last)!r}, which is no number of points: write "
                    "`assert` before it, or end with a number"
                )


def tidy(cell: NotebookNode, number: int) -> None:
    """Give the cell a stable id, and drop what editors leave behind."""
    cell.id = cell.metadata.get("nbgrader", {}).get("grade_id") or cell.get("id", f"cell-{number}")
    for leftover in ("execution", "collapsed", "scrolled", "jupyter", "cellView", "ExecuteTime"):
        cell.metadata.pop(leftover, None)


def check_ids(nb: NotebookNode, notebook: str) -> None:
    """Raise ``BadSource`` when two cells share a grade_id or a graded cell has none."""
    seen: dict[str, int] = {}
    for number, cell in enumerate(nb.cells, start=1):
        if not (is_grade(cell) or is_solution(cell) or is_task(cell)):
            continue
        grade_id = cell.metadata.nbgrader.get("grade_id", "")
        if not grade_id:
            raise BadSource(f"{notebook}.ipynb, cell {number}: a graded cell needs a grade_id.")
        if grade_id in seen:
            raise BadSource(
                f"{notebook}.ipynb: cells {seen[grade_id]} and {number} "
                f"share the grade_id {grade_id!r}."
            )
        seen[grade_id] = number


def release(root: Path, assignment: str) -> Path:
    """Build ``release/<assignment>`` anew and return it; on any error the old one stays untouched.

    Raises ``UnknownAssignment``, ``BadSource`` when something would leak, ``StorageError``.
    """
    must_know(assignment, assignments_in(root / "source"))
    target = root / "release" / assignment
    try:
        with tempfile.TemporaryDirectory(prefix=".release-", dir=root) as scratch:
            built = build(root, assignment, Path(scratch) / "new")
            swap(built, target, aside=Path(scratch) / "old")
    except OSError as error:
        raise StorageError(f"Can't write {target}: {error.strerror or error}.") from error
    return target


def differences(root: Path, assignment: str) -> list[str]:
    """Return the files in which ``release/<assignment>`` differs from what the source gives."""
    must_know(assignment, assignments_in(root / "source"))
    target = root / "release" / assignment
    with tempfile.TemporaryDirectory(prefix="release-") as scratch:
        built = build(root, assignment, Path(scratch))
        names = {p.relative_to(built) for p in built.rglob("*") if p.is_file()}
        names |= {p.relative_to(target) for p in _committed(target)}
        return sorted(
            str(name)
            for name in names
            if not (built / name).is_file()
            or not (target / name).is_file()
            or not filecmp.cmp(built / name, target / name, shallow=False)
        )


def _committed(folder: Path) -> Iterator[Path]:
    """Yield the files of a release folder, without what Jupyter leaves next to them."""
    for path in folder.rglob("*"):
        if path.is_file() and ".ipynb_checkpoints" not in path.parts:
            yield path


def build(root: Path, assignment: str, into: Path) -> Path:
    """Generate the assignment into the empty folder ``into`` and check it for leaks."""
    config = course_config(root)
    config.CourseDirectory.root = str(root)
    config.CourseDirectory.assignment_id = assignment
    config.CourseDirectory.release_directory = str(into)
    config.CourseDirectory.db_url = "sqlite://"  # in memory: a release needs no gradebook
    config.GenerateAssignment.preprocessors = PREPROCESSORS
    config.GenerateAssignment.no_database = True
    config.SaveCells.enabled = False

    converter = _Generate(coursedir=CourseDirectory(config=config), config=config, log=_silent())
    try:
        converter.start()
    except NbGraderException as error:
        cause = converter.cause
        if isinstance(cause, BadSource | OSError):
            raise cause from error
        raise BadSource(f"nbgrader can't release {assignment!r}: {cause or error}") from error
    built = into / assignment
    leaks.refuse_files(built, converter.secrets)
    return built


def course_config(root: Path) -> Config:
    """Read ``nbgrader_config.py``, as stock nbgrader would."""
    if not (root / "nbgrader_config.py").is_file():
        return Config()
    return PyFileConfigLoader("nbgrader_config.py", path=str(root)).load_config()


def swap(new: Path, target: Path, aside: Path) -> None:
    """Put ``new`` where ``target`` was; if that fails, put the old one back."""
    target.parent.mkdir(exist_ok=True)
    had_one = target.exists()
    if had_one:
        target.replace(aside)
    try:
        new.replace(target)
    except OSError:
        if had_one:
            aside.replace(target)
        raise
    if had_one:
        shutil.rmtree(aside)


class _Generate(GenerateAssignment):
    """nbgrader's converter, remembering what it only logs: the cause of a failure."""

    cause: Exception | None = None
    secrets: tuple[leaks.Secret, ...] = ()

    def convert_single_notebook(self, notebook_filename: str) -> None:
        try:
            resources = self.init_single_notebook_resources(notebook_filename)
            output, resources = self.exporter.from_filename(notebook_filename, resources=resources)
            self.secrets += resources["secrets"]
            self.write_single_notebook(output, resources)
        except Exception as error:
            self.cause = error
            raise


def _silent() -> logging.Logger:
    """Return a logger that says nothing: errors come as exceptions."""
    log = logging.getLogger("course.release.nbgrader")
    log.propagate = False
    log.disabled = True
    return log
