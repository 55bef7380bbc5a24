"""Links within a student notebook lead to where JupyterLab finds something."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest
from nbformat.notebooknode import NotebookNode

from course.release.build import release
from course.release.links import HEADING, LINK, anchor
from tests.course.conftest import notebook, write

REPO = Path(__file__).resolve().parents[3]
TOLD = "[rings](#Exercise-7-·-Rings), [words](#In-words), [site](https://a.b/#é) and [gone](#no-·-where)"


def texts(nb: NotebookNode) -> list[NotebookNode]:
    return [cell for cell in nb.cells if cell.cell_type == "markdown"]


def test_a_link_to_a_heading_beyond_ascii_leads_to_its_cell_and_others_stay(course: Path) -> None:
    nb = notebook()
    nb.cells += [
        nbformat.v4.new_markdown_cell(TOLD, id="told"),
        nbformat.v4.new_markdown_cell("## Exercise 7 · *Rings*\n\nHow large?", id="rings"),
        nbformat.v4.new_markdown_cell("## In words\n\nWhy?", id="words"),
    ]
    write(course, nb)
    released = nbformat.read(release(course, "tiny") / "tiny.ipynb", as_version=4)
    told = next(cell for cell in released.cells if cell.id == "told")
    assert told.source == TOLD.replace("#Exercise-7-·-Rings", "#cell-id=rings")


@pytest.mark.parametrize("path", sorted((REPO / "release").rglob("*.ipynb")), ids=lambda p: p.stem)
def test_every_link_of_a_student_notebook_leads_somewhere(path: Path) -> None:
    nb = nbformat.read(path, as_version=4)
    headings = {anchor(h[2]) for c in texts(nb) for h in HEADING.finditer(c.source)}
    there = {f"cell-id={c.id}" for c in nb.cells} | {name for name in headings if name.isascii()}
    links = [link["name"] for c in texts(nb) for link in LINK.finditer(c.source)]
    assert links
    assert [name for name in links if name not in there] == []
