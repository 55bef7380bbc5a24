"""Fuzzing of what is around the code: metadata, order, ids, attachments, unknown fields, odd types.

However the container of a right submission is changed, no code that can be recognised is lost; and
however that of a wrong one is changed, it holds nothing that it did not hold before.
"""

from __future__ import annotations

import copy
import json
import random
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nbformat import NotebookNode

from autograder.errors import BadSubmission
from autograder.grade import grade_assignment
from autograder.limits import Limits
from autograder.notebook.intake import read_notebook
from autograder.notebook.names import grade_id
from autograder.notebook.reconcile import is_by_hand, is_test, reconcile
from tests.autograder.notebooks import ANSWERS, POINTS, handed_in, make_course, source

MASTER = source()
odd = st.recursive(
    st.none() | st.booleans() | st.integers(-2, 2**70) | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)  # fmt: skip
names = st.sampled_from(
    ["tags", "collapsed", "scrolled", "editable", "deletable", "jupyter", "vscode", "id", "name"]
)
FIELDS = ("outputs", "execution_count", "attachments", "id", "comment", "metadata.", "top.")
changes = st.lists(st.tuples(st.integers(0, 9), st.sampled_from(FIELDS), names, odd), max_size=8)


def content(answers: dict[str, str]) -> dict[str, Any]:
    return json.loads(json.dumps(handed_in(answers)))


def changed(
    made: dict[str, Any], what: list[tuple[int, str, str, Any]], order: random.Random | None
) -> bytes:
    """Return the file of a notebook whose container was changed; names of cells stay."""
    made = copy.deepcopy(made)
    for number, field, name, value in what:
        cell = made["cells"][number % len(made["cells"])]
        if field == "metadata.":
            cell["metadata"][name] = value
        elif field == "top.":
            made["metadata"][name] = value
            made[f"x-{name}"] = value
        else:
            cell[field] = value
    if order:
        order.shuffle(made["cells"])
    return json.dumps(made).encode("utf-8", "surrogatepass")


def reconcile_file(folder: Path, data: bytes) -> tuple[NotebookNode, list[str]]:
    path = folder / "x.ipynb"
    path.write_bytes(data)
    return reconcile(read_notebook(path, Limits()), MASTER)


def read(folder: Path, data: bytes) -> NotebookNode:
    return reconcile_file(folder, data)[0]


def code_by_name(nb: NotebookNode) -> dict[str, str]:
    return {grade_id(cell): cell.source for cell in nb.cells if grade_id(cell)}


@settings(max_examples=300)
@given(changes, st.none() | st.randoms(use_true_random=False))
def test_no_recognisable_answer_is_lost_and_every_test_is_ours(tmp_path_factory, what, order):
    folder = tmp_path_factory.getbasetemp()
    found = code_by_name(read(folder, changed(content(ANSWERS["right"]), what, order)))
    for cell in MASTER.cells:
        name = grade_id(cell)
        if name:
            assert found[name] == ANSWERS["right"].get(name, cell.source)


@settings(max_examples=200)
@given(changes, st.none() | st.randoms(use_true_random=False), st.data())
def test_nothing_is_in_it_that_was_not_handed_in(tmp_path_factory, what, order, data):
    """Names may be anybody's: exchanged, dropped, doubled, of an odd type."""
    made = content(ANSWERS["half"])
    ours = [grade_id(cell) for cell in MASTER.cells if grade_id(cell)]
    for cell in made["cells"]:
        if data.draw(st.booleans()):
            cell["metadata"]["nbgrader"] = data.draw(
                odd
                | st.fixed_dictionaries({"grade_id": st.sampled_from(ours) | odd, "points": odd})
            )
    try:
        nb = read(tmp_path_factory.getbasetemp(), changed(made, what, order))
    except BadSubmission:  # whose wording test_intake is about
        return
    originals = {grade_id(cell): cell for cell in MASTER.cells if grade_id(cell)}
    theirs = {cell["source"] for cell in made["cells"]}
    for cell in nb.cells:
        original = originals.get(grade_id(cell))
        if original is not None and not original.metadata.nbgrader.solution:
            assert (cell.source, cell.metadata) == (original.source, original.metadata)
        elif not is_by_hand(cell) and "was missing" not in cell.source:
            assert cell.source in theirs | {original.source if original else ""}
    assert sum(map(is_test, nb.cells)) == sum(map(is_test, MASTER.cells))


def test_an_answer_without_a_name_is_recognised_by_its_id_wherever_it_stands(tmp_path: Path):
    made = content(ANSWERS["right"])
    for cell in made["cells"]:
        # as in a release
        cell["id"] = cell["metadata"].get("nbgrader", {}).get("grade_id", cell["id"])
        cell["metadata"] = {}
    made["cells"].reverse()
    nb, notes = reconcile_file(tmp_path, json.dumps(made).encode())
    assert code_by_name(nb)["why"] == ANSWERS["right"]["why"]
    assert any("recognised by the id of the cell" in note for note in notes)


@pytest.mark.parametrize("strange", [5, None, "", "x" * 65, "a b", "<b>", ["x"]])
def test_an_id_that_is_none_is_replaced(tmp_path: Path, strange: object):
    made = content(ANSWERS["right"])
    made["cells"][0]["id"] = strange
    (tmp_path / "x.ipynb").write_text(json.dumps(made))
    ids = [cell["id"] for cell in read_notebook(tmp_path / "x.ipynb", Limits()).cells]
    assert ids[1:] == [cell["id"] for cell in made["cells"][1:]]
    assert re.fullmatch(r"[a-zA-Z0-9_-]{1,64}", ids[0])


@pytest.mark.timeout(120)
@pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning")
def test_a_class_of_changed_containers_gets_the_points_of_its_code(tmp_path: Path):
    """What is certain of cells is certain of points: some of them, graded in earnest."""
    chance, values = random.Random(7), [None, 5, "x", [1], {"a": None}, 2.5, [["x"]], True]
    students: dict[str, str] = {}
    make_course(tmp_path, {})
    for number in range(16):
        kind = ("right", "half", "blank", "right")[number % 4]
        what = [
            (chance.randrange(9), chance.choice(FIELDS), "tags", chance.choice(values))
            for _ in range(6)
        ]
        order = random.Random(number) if number % 2 else None
        place = tmp_path / f"submitted/s{number}/tiny/tiny.ipynb"
        place.parent.mkdir(parents=True)
        place.write_bytes(changed(content(ANSWERS[kind]), what, order))
        students[f"s{number}"] = kind
    for result in grade_assignment(tmp_path, "tiny"):
        points = {v.grade_id: v.points for v in result.verdicts}
        assert points == POINTS[students[result.student]], (result.student, result.notes)
