"""Checks open folded, and nothing a student folds or unfolds changes a grade."""

from __future__ import annotations

import copy
from pathlib import Path

import nbformat
import pytest
from nbformat.notebooknode import NotebookNode
from nbgrader.utils import compute_checksum

from autograder.limits import Limits
from autograder.notebook.intake import read_notebook
from autograder.notebook.reconcile import reconcile
from course.release.folding import SKIPPED
from course.release.build import release
from tests.course.conftest import cell, notebook, write

FOLDED = {"jupyter": {"source_hidden": True}, "cellView": "form"}


@pytest.fixture
def released(course: Path) -> NotebookNode:
    """Return a student notebook with checks, a prop, and a cell that only shows something."""
    nb = notebook()
    nb.cells += [
        cell("case = 1", "tiny-prop", "locked", tags=["props"]),
        nbformat.v4.new_code_cell("area(3)", id="shown", metadata={"tags": ["showcase"]}),
        nbformat.v4.new_code_cell("area(4)", id="drawn", metadata={"tags": ["showcase", "folded"]}),
    ]
    write(course, nb)
    return nbformat.read(release(course, "tiny") / "tiny.ipynb", as_version=4)


def test_checks_and_props_open_folded_and_all_else_open(released: NotebookNode):
    folded = {c.id for c in released.cells if {**c.metadata, **FOLDED} == c.metadata}
    assert folded == {"tiny-area-tests", "tiny-half-tests", "tiny-prop", "drawn"}
    others = [c for c in released.cells if c.id not in folded]
    assert not any(set(FOLDED) & set(c.metadata) for c in others)


def test_validate_passes_over_what_only_shows(released: NotebookNode):
    assert [c.id for c in released.cells if SKIPPED in c.metadata.get("tags", [])] == [
        "shown",
        "drawn",
    ]


def test_what_a_student_unfolds_or_folds_is_graded_the_same(released: NotebookNode, tmp_path: Path):
    edited = copy.deepcopy(released)
    for c in edited.cells:
        if "jupyter" in c.metadata:
            del c.metadata["jupyter"], c.metadata["cellView"]
        else:
            c.metadata["jupyter"] = NotebookNode(source_hidden=True, outputs_hidden=True)
    graded = []
    for name, nb in (("as-released.ipynb", released), ("edited.ipynb", edited)):
        nbformat.write(nb, tmp_path / name)
        fitted, notes = reconcile(read_notebook(tmp_path / name, Limits()), released)
        graded.append([(c.cell_type, c.source, c.metadata, notes) for c in fitted.cells])
    assert graded[0] == graded[1]
    for c in edited.cells:
        if "nbgrader" in c.metadata:
            assert compute_checksum(c) == c.metadata.nbgrader.checksum
