"""Pictures in written answers reach whoever grades; nothing else comes in with them."""

from __future__ import annotations

import base64
import json
import os
from pathlib import Path

import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_markdown_cell

from autograder.limits import Limits
from autograder.notebook.harmless import make_harmless
from autograder.notebook.intake import read_notebook
from autograder.notebook.pictures import attach_files, clean, join
from autograder.notebook.reconcile import reconcile
from autograder.report.studentwork import read_work
from tests.autograder.notebook.test_reconcile import at, grade_id, master, submission

PNG = b"\x89PNG\r\n\x1a\n" + bytes(60)
TEXT = base64.b64encode(PNG).decode()
GIF = base64.b64encode(b"GIF89a" + bytes(60)).decode()
PASTED = {"image.png": {"image/png": TEXT}}


def written(source: str, pictures: dict | None = None) -> NotebookNode:
    cell = new_markdown_cell(source, metadata={"nbgrader": {"grade_id": "why"}})
    if pictures is not None:
        cell["attachments"] = pictures
    return cell


def handed_in(*parts: NotebookNode) -> NotebookNode:
    notebook = submission()
    where = at(notebook, "why")
    notebook.cells[where : where + 1] = parts
    return notebook


def answer_of(notebook: NotebookNode) -> NotebookNode:
    return notebook.cells[at(notebook, "why")]


@pytest.mark.parametrize(
    "raw",
    [
        None,
        [],
        {"image.png": TEXT},
        {"image.png": {"text/html": "<script>1</script>"}},
        {"image.png": {"image/svg+xml": "<svg onload='1'/>"}},
        {"image.png": {"image/png": base64.b64encode(b"<html>").decode()}},
        {"image.png": {"image/png": TEXT + '"><script>'}},
        {"image.png": {"image/png": 7}},
        {'x" onerror="1': {"image/png": TEXT}},
        {"../image.png": {"image/png": TEXT}},
    ],
)
def test_what_is_no_picture_is_not_kept(raw):
    assert clean(raw) == {}


def test_a_pasted_picture_is_read_kept_and_shown(tmp_path: Path):
    notebook = handed_in(written("See ![image.png](attachment:image.png)", PASTED))
    path = tmp_path / "hw.ipynb"
    path.write_text(json.dumps(notebook))
    graded, _ = reconcile(read_notebook(path, Limits()), master())
    assert answer_of(graded).attachments == PASTED
    assert answer_of(make_harmless(graded)).attachments == PASTED
    path.write_text(json.dumps(graded))
    shown = read_work(path, ["why"]).by_exercise["why"][-1]
    assert [output.kind for output in shown.outputs] == ["image"]
    assert shown.outputs[0].content == f"data:image/png;base64,{TEXT}"


def test_a_picture_in_a_cell_of_the_student_s_own_is_kept():
    own = new_markdown_cell(
        "![mine](attachment:mine.png)", attachments={"mine.png": PASTED["image.png"]}
    )
    notebook = submission()
    notebook.cells.append(own)
    graded, _ = reconcile(notebook, master())
    assert [c.attachments for c in graded.cells if "attachments" in c] == [own.attachments]


def test_two_pictures_of_one_name_stay_two_when_halves_are_joined():
    one = written("A ![](attachment:image.png)", PASTED)
    other = written("B ![](attachment:image.png)", {"image.png": {"image/gif": GIF}})
    text, pictures = join([one, other])
    assert text == "A ![](attachment:image.png)\n\nB ![](attachment:2-image.png)"
    assert pictures == PASTED | {"2-image.png": {"image/gif": GIF}}
    graded, _ = reconcile(handed_in(one, other), master())
    assert answer_of(graded).source == text
    assert answer_of(graded).attachments == pictures


def test_pictures_beyond_the_limit_are_left_out_and_named(tmp_path: Path):
    cells = [
        written(f"![{n}](attachment:{n}.png)", {f"{n}.png": {"image/png": TEXT}}) for n in "ab"
    ]
    path = tmp_path / "hw.ipynb"
    path.write_text(json.dumps(handed_in(*cells)))
    graded, _ = reconcile(read_notebook(path, Limits(pictures_mb=100 / 2**20)), master())
    assert list(answer_of(graded).attachments) == ["a.png"]
    assert "Left out: b.png" in answer_of(graded).source


def test_a_picture_file_beside_the_notebook_becomes_part_of_the_answer(tmp_path: Path):
    (tmp_path / "plots").mkdir()
    (tmp_path / "plots" / "my plot.png").write_bytes(PNG)
    (tmp_path / "d.png").write_bytes(PNG + b"!")
    cell = written("![](d.png) and ![p](./plots/my%20plot.png), not `d.png`", {})
    attach_files([cell], tmp_path, 8)
    assert cell.source == (
        "![](attachment:d.png) and ![p](attachment:.-plots-my%20plot.png), not `d.png`"
    )
    assert cell.attachments["d.png"] == {"image/png": base64.b64encode(PNG + b"!").decode()}
    assert cell.attachments[".-plots-my plot.png"] == {"image/png": TEXT}


@pytest.mark.parametrize(
    "name",
    [
        "../secret.png",
        "%2e%2e/secret.png",
        "link.png",
        "linked/d.png",
        "pipe.png",
        "text.png",
        "none.png",
    ],
)
def test_only_picture_files_below_the_folder_are_read(tmp_path: Path, name: str):
    place = tmp_path / "handed-in"
    place.mkdir()
    (tmp_path / "secret.png").write_bytes(PNG)
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "d.png").write_bytes(PNG)
    (place / "link.png").symlink_to(tmp_path / "secret.png")
    (place / "linked").symlink_to(tmp_path / "elsewhere")
    (place / "text.png").write_text("words")
    os.mkfifo(place / "pipe.png")
    cell = written(f"![x]({name})")
    attach_files([cell], place, 8)
    assert cell.source == f"![x]({name})"
    assert "attachments" not in cell


def test_files_are_read_up_to_the_limit_only(tmp_path: Path):
    for name in "ab":
        (tmp_path / f"{name}.png").write_bytes(PNG + name.encode())
    cell = written("![](a.png) ![](b.png)")
    attach_files([cell], tmp_path, 100 / 2**20)
    assert list(cell.attachments) == ["a.png"]


def test_every_name_that_is_kept_can_be_written_as_an_attachment():
    assert grade_id(written("x")) == "why"
    assert clean({"image.png": {"image/png": [TEXT[:8], TEXT[8:]]}}) == PASTED
