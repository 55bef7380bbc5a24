"""Whatever is handed in: it is read, or one clear line says what is wrong and what to do."""

from __future__ import annotations

import json
import os
import socket
from pathlib import Path

import nbformat
import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.errors import BadSubmission
from autograder.limits import Limits
from autograder.notebook.intake import find_notebook, read_notebook

LIMITS = Limits(notebook_mb=0.01)
NOTEBOOK = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("x = 1")])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return the folder in which anna hands in."""
    folder = tmp_path / "submitted" / "anna" / "bandits"
    folder.mkdir(parents=True)
    return folder


def handed_in(folder: Path, content: object = NOTEBOOK) -> Path:
    path = folder / "bandits.ipynb"
    path.write_bytes(content if type(content) is bytes else json.dumps(content).encode())
    return path


def refusal(function, *args) -> str:
    """Return the message of the BadSubmission that the call raises: one line."""
    with pytest.raises(BadSubmission) as caught:
        function(*args)
    message = str(caught.value)
    assert message == message.strip()
    assert message.isprintable(), "one line, without control characters"
    assert len(message) < 600
    return message


def with_cells(*cells: object) -> dict:
    return {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": list(cells)}


# Finding it


def test_the_notebook_is_found_and_read(folder):
    handed_in(folder)
    notebook = read_notebook(find_notebook(folder, "bandits"), LIMITS)
    assert [cell.source for cell in notebook.cells] == ["x = 1"]


def test_a_wrong_name_is_answered_with_the_names_found(folder):
    (folder / "bandits (1).ipynb").write_text("{}")
    message = refusal(find_notebook, folder, "bandits")
    assert message.startswith("no file named bandits.ipynb was handed in")
    assert "bandits (1).ipynb" in message
    assert message.endswith("rename it")


def test_an_empty_folder_is_said_to_be_empty(folder):
    assert "the folder is empty" in refusal(find_notebook, folder, "bandits")


@pytest.mark.parametrize("name", [b"a\nb.ipynb", b"\xff\xfe.ipynb", b"\x1b[31mred", b"x" * 250])
def test_strange_names_beside_it_are_shown_in_one_line(folder, name):
    (Path(os.fsdecode(bytes(folder) + b"/" + name))).write_text("")
    assert "found: " in refusal(find_notebook, folder, "bandits")


def test_many_files_beside_it_do_not_make_a_long_line(folder):
    for number in range(100):
        (folder / f"{number}.txt").write_text("")
    refusal(find_notebook, folder, "bandits")


def test_no_folder_at_all_is_said_so(folder):
    folder.rmdir()
    assert "can't be read" in refusal(find_notebook, folder, "bandits")


def test_a_file_in_place_of_the_folder_is_said_so(folder):
    folder.rmdir()
    folder.write_text("")
    assert "can't be read" in refusal(find_notebook, folder, "bandits")


@pytest.mark.parametrize("target", ["exists", "does not exist"])
@pytest.mark.parametrize("level", ["the student's folder", "the assignment", "the notebook"])
def test_a_symbolic_link_at_any_level_is_not_followed(folder, tmp_path, level, target):
    elsewhere = tmp_path / "secret"
    path = {
        "the student's folder": folder.parent,
        "the assignment": folder,
        "the notebook": handed_in(folder),
    }[level]
    path.rename(elsewhere)
    path.symlink_to(elsewhere if target == "exists" else tmp_path / "nowhere")
    assert "symbolic link" in refusal(find_notebook, folder, "bandits")


# Reading it


@pytest.mark.timeout(30)
@pytest.mark.parametrize("kind", ["folder", "fifo", "socket", "link", "missing", "device"])
def test_what_is_not_a_regular_file_is_not_read_and_nobody_waits(folder, kind, monkeypatch):
    path = folder / "bandits.ipynb"
    match kind:
        case "folder":
            path.mkdir()
        case "fifo":
            os.mkfifo(path)
        case "socket":
            monkeypatch.chdir(folder)  # a socket's path must be short
            with socket.socket(socket.AF_UNIX) as sock:
                sock.bind(path.name)
        case "link":
            path.symlink_to("/etc/hostname")
        case "device":
            path = Path("/dev/zero")
    message = refusal(read_notebook, path, LIMITS)
    assert "is not a regular file" in message or "can't be read" in message


def test_a_large_file_is_answered_with_its_size_the_limit_and_what_to_do(folder):
    path = folder / "bandits.ipynb"
    with path.open("wb") as stream:
        stream.truncate(200 * 2**20)  # sparse: it takes no room
    message = refusal(read_notebook, path, LIMITS)
    assert "200 MB large (at most 0.01 MB)" in message
    assert "clear its outputs" in message


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "is empty"),
        (b" \n\t", "is empty"),
        (b"hello", "is not a notebook, or only a part of one"),
        (b"\x00\x01\x02", "not valid JSON"),
        (b"\xff\xfe\xfd", "not valid JSON"),
        (b'{"cells": "\xff"}', "not valid JSON"),
        (b"%PDF-1.7", "not valid JSON"),
        (json.dumps(NOTEBOOK).encode()[:-20], "only a part of one"),
        (b"1" * 5000, "not valid JSON"),
        (b"[" * 5000, "nested too deeply"),
        (b'{"a":' * 1500, "nested too deeply"),
        (b"[]", "is JSON, but not a notebook"),
        (b"null", "is JSON, but not a notebook"),
        (b'"nbformat"', "is JSON, but not a notebook"),
        (b"{}", "is JSON, but not a notebook"),
        (b'{"nbformat": 3, "worksheets": []}', "notebook format 3, not 4: open it in JupyterLab"),
        (b'{"nbformat": 5, "cells": []}', "notebook format 5, not 4"),
        (b'{"nbformat": "4\\n5", "cells": []}', "notebook format unknown, not 4"),
        (b'{"nbformat": true, "cells": []}', "notebook format unknown, not 4"),
        (b'{"nbformat": 4.0, "cells": []}', "notebook format unknown, not 4"),
        (b'{"nbformat": ' + b"[" * 900 + b"]" * 900 + b"}", "notebook format unknown, not 4"),
        (b'{"nbformat": 4}', "has no cells"),
        (b'{"nbformat": 4, "cells": {}}', "has no cells"),
    ],
    ids=lambda value: value[:24] if type(value) is bytes else "",
)
def test_a_file_that_is_no_notebook_is_told_apart(folder, content, says):
    message = refusal(read_notebook, handed_in(folder, content), LIMITS)
    assert message.startswith("bandits.ipynb ")
    assert says in message


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_every_encoding_of_json_is_read(folder, encoding):
    path = handed_in(folder, json.dumps(NOTEBOOK, ensure_ascii=False).encode(encoding))
    assert read_notebook(path, LIMITS).cells[0].source == "x = 1"


# What is kept of it


def cells_of(folder: Path, *cells: object) -> list:
    return read_notebook(handed_in(folder, with_cells(*cells)), LIMITS).cells


@pytest.mark.parametrize(
    "cell",
    [None, 3, "x = 1", [], {}, {"cell_type": "code\n"}, {"cell_type": []}, {"source": "x"}]
    + [{"cell_type": "code", "source": source} for source in (None, 3, {}, True)],
    ids=repr,
)
def test_what_is_not_a_cell_is_left_out_and_the_rest_is_read(folder, cell):
    good = {"cell_type": "code", "source": "x = 1"}
    assert [c.source for c in cells_of(folder, good, cell, good)] == ["x = 1", "x = 1"]


def test_a_source_in_lines_is_put_together(folder):
    (cell,) = cells_of(folder, {"cell_type": "code", "source": ["x = 1\n", None, 3, "y = 2"]})
    assert cell.source == "x = 1\ny = 2"


@pytest.mark.parametrize(
    "metadata", [None, 3, [], {"nbgrader": None}, {"nbgrader": {"grade_id": 3}}]
)
def test_damaged_metadata_are_no_metadata(folder, metadata):
    (cell,) = cells_of(folder, {"cell_type": "code", "source": "x", "metadata": metadata})
    assert cell.metadata == {}


def test_of_metadata_only_the_name_and_the_tags_are_kept(folder):
    nbgrader = {"grade_id": "q1", "points": 1000, "grade": True, "locked": False, "solution": True}
    metadata = {"nbgrader": nbgrader, "tags": ["a", 3, None], "trusted": True}
    raw = {"cell_type": "code", "source": "x", "metadata": metadata, "outputs": [{"a": 1}]}
    (cell,) = cells_of(folder, raw)
    assert cell.metadata == {"nbgrader": {"grade_id": "q1"}, "tags": ["a"]}
    assert cell.outputs == []


def test_half_characters_are_replaced_so_that_the_notebook_can_be_written(folder, tmp_path):
    raw = {"cell_type": "code", "source": "x = '\ud800'", "metadata": {"tags": ["\udfff"]}}
    notebook = read_notebook(handed_in(folder, with_cells(raw)), LIMITS)
    nbformat.write(notebook, tmp_path / "copy.ipynb")
    assert notebook.cells[0].source == "x = '?'"


json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["cell_type", "source", "metadata", "nbgrader", "grade_id", "tags"]),
            inner | st.sampled_from(["code", "markdown", "raw"]),
        )
    ),
    max_leaves=12,
)


@given(json_values, st.sampled_from(["all", "cells", "a cell"]))
def test_any_json_is_a_valid_notebook_or_a_line_about_it(tmp_path_factory, value, place):
    folder = tmp_path_factory.mktemp("fuzz")
    content = {
        "all": value,
        "cells": {"nbformat": 4, "cells": value},
        "a cell": with_cells({"cell_type": "code"} | value if type(value) is dict else value),
    }[place]
    path = handed_in(folder, content)
    try:
        notebook = read_notebook(path, LIMITS)
    except BadSubmission as error:
        assert str(error).isprintable()  # noqa: PT017 - either outcome is right
    else:
        nbformat.validate(notebook)
        nbformat.write(notebook, folder / "copy.ipynb")


@given(st.binary(max_size=300))
def test_any_bytes_are_a_notebook_or_a_line_about_them(tmp_path_factory, data):
    folder = tmp_path_factory.mktemp("fuzz")
    refusal(read_notebook, handed_in(folder, data), LIMITS)
