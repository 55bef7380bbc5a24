"""A submission whose cells are gone, doubled, moved or edited loses at most the exercise concerned."""

from __future__ import annotations

import random

import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_raw_cell
from nbgrader.utils import compute_checksum

from autograder.errors import BadSubmission
from autograder.notebook.reconcile import grade_id, is_by_hand, is_test, reconcile

SOLUTIONS = {"first": "def f(): return 1", "second": "def g(): return 2"}


def cell(kind, source: str, name: str, **role: object) -> NotebookNode:
    nbgrader = {"grade_id": name, "schema_version": 3, "grade": False, "solution": False}
    nbgrader |= {"locked": False, "task": False, **role}
    made = kind(source, metadata={"nbgrader": nbgrader})
    nbgrader["checksum"] = compute_checksum(made)
    return made


def master() -> NotebookNode:
    notebook = new_notebook()
    notebook.cells = [
        cell(new_code_cell, "import numpy as np", "setup", locked=True),
        new_markdown_cell("some prose"),
        cell(new_code_cell, "# YOUR CODE HERE", "first", solution=True),
        cell(new_code_cell, "assert f() == 1", "first-tests", grade=True, locked=True, points=2),
        cell(new_code_cell, "# YOUR CODE HERE", "second", solution=True),
        cell(new_code_cell, "assert g() == 2", "second-tests", grade=True, locked=True, points=3),
        cell(new_markdown_cell, "YOUR ANSWER HERE", "why", solution=True, grade=True, points=4),
    ]
    notebook.cells[0].metadata["tags"] = ["setup"]
    return notebook


def submission() -> NotebookNode:
    """Return what intake makes of a good submission: names and tags are all the metadata."""
    notebook = master()
    for one in notebook.cells:
        name = grade_id(one)
        one.source = SOLUTIONS.get(name, "because" if name == "why" else one.source)
        if name:
            one.metadata["nbgrader"] = NotebookNode(grade_id=name)
    return notebook


def sources(notebook: NotebookNode) -> dict[str, str]:
    return {grade_id(c): c.source for c in notebook.cells if grade_id(c)}


def at(notebook: NotebookNode, name: str) -> int:
    return next(i for i, c in enumerate(notebook.cells) if grade_id(c) == name)


GOOD = sources(reconcile(submission(), master())[0])


def test_an_untouched_structure_keeps_every_answer_and_needs_no_note():
    notebook, notes = reconcile(submission(), master())
    assert sources(notebook) == sources(master()) | SOLUTIONS | {"why": "because"}
    assert notes == []


def test_metadata_are_the_instructor_s():
    changed = submission()
    for one in changed.cells:
        one.metadata["tags"] = ["setup", "in-kernel", "showcase"]
        if grade_id(one):
            one.metadata["nbgrader"].update(points=1000, locked=False, solution=True, grade=False)
    notebook, _ = reconcile(changed, master())
    expected = {grade_id(c): c.metadata for c in master().cells if grade_id(c)}
    assert {grade_id(c): c.metadata for c in notebook.cells if grade_id(c)} == expected


@pytest.mark.parametrize("name", ["setup", "first-tests", "second-tests"])
@pytest.mark.parametrize("source", ["", "pass", "assert True", "f = g = lambda: 1"])
def test_an_edited_locked_cell_is_the_instructor_s_again(name, source):
    changed = submission()
    changed.cells[at(changed, name)].source = source
    assert sources(reconcile(changed, master())[0]) == GOOD


@pytest.mark.parametrize("name", list(GOOD))
def test_a_deleted_cell_costs_at_most_its_exercise(name):
    changed = submission()
    del changed.cells[at(changed, name)]
    notebook, notes = reconcile(changed, master())
    differing = {n for n, source in sources(notebook).items() if source != GOOD[n]}
    assert differing <= {name} & {"first", "second", "why"}
    assert any(note.startswith(f"{name}: the cell was missing") for note in notes)


@pytest.mark.parametrize("name", list(GOOD))
def test_a_doubled_cell_costs_nothing(name):
    changed = submission()
    changed.cells.append(changed.cells[at(changed, name)].copy())
    notebook, notes = reconcile(changed, master())
    assert sources(notebook) == GOOD
    assert any(f"{name}: the cell is there 2 times" in note for note in notes)


def test_of_a_doubled_answer_the_one_that_was_filled_in_is_taken():
    changed = submission()
    blank = cell(new_code_cell, "# YOUR CODE HERE", "first", solution=True)
    changed.cells.append(blank)
    assert sources(reconcile(changed, master())[0]) == GOOD


@pytest.mark.parametrize(
    "parts",
    [
        ["def helper(): return 1", "def f(): return helper()"],  # split in the middle
        ["def f(): return 1", "print(f())"],
        ["def f(): return 1", "# that is all"],
        ["# YOUR CODE HERE", "def f(): return 1", "f()"],  # the blank, and a copy that was split
        ["", "def f(): return 1"],
    ],
)
@pytest.mark.parametrize("apart", [False, True])
def test_all_parts_of_a_split_answer_run_in_their_order(parts, apart):
    changed = submission()
    where = at(changed, "first")
    pieces = [new_code_cell(part, metadata={"nbgrader": {"grade_id": "first"}}) for part in parts]
    if apart:  # the last part is a copy at the end
        changed.cells[where : where + 1] = pieces[:-1]
        changed.cells.append(pieces[-1])
    else:
        between = new_code_cell("import math")
        changed.cells[where : where + 1] = [pieces[0], between, *pieces[1:]]
    notebook, notes = reconcile(changed, master())
    code = [c.source for c in notebook.cells if c.cell_type == "code"]
    written = [part for part in parts if part != "# YOUR CODE HERE"]
    expected = written if apart else [*written[:1], "import math", *written[1:]]
    if parts[0] == "# YOUR CODE HERE" and not apart:
        expected = ["import math", *written]
    assert code[1 : 1 + len(expected)] == expected
    assert code[1 + len(expected)] == "assert f() == 1"
    assert next(c for c in notebook.cells if grade_id(c) == "first").source in written
    assert any(f"first: the cell is there {len(parts)} times; all of them" in n for n in notes)


def test_both_halves_of_a_written_answer_are_read():
    changed = submission()
    where = at(changed, "why")
    halves = [
        new_markdown_cell(half, metadata={"nbgrader": {"grade_id": "why"}})
        for half in ("Because of this.", "And of that.")
    ]
    changed.cells[where : where + 1] = halves
    notebook, notes = reconcile(changed, master())
    assert sources(notebook)["why"] == "Because of this.\n\nAnd of that."
    assert sum("Because" in c.source or "that" in c.source for c in notebook.cells) == 1
    assert any("why: the cell is there 2 times; what was written" in note for note in notes)


@pytest.mark.parametrize("name", list(GOOD))
def test_a_renamed_cell_costs_at_most_its_exercise_and_stays_where_it_was(name):
    changed = submission()
    changed.cells[at(changed, name)].metadata["nbgrader"] = NotebookNode(grade_id="mine")
    notebook, _ = reconcile(changed, master())
    differing = {n for n, source in sources(notebook).items() if source != GOOD[n]}
    assert differing <= {name} & {"first", "second", "why"}
    strays = [c for c in notebook.cells if c.source == GOOD[name] and not grade_id(c)]
    assert len(strays) == 1


def test_a_renamed_answer_is_still_run_before_its_test():
    changed = submission()
    changed.cells[at(changed, "first")].metadata = NotebookNode()
    order = [c.source for c in reconcile(changed, master())[0].cells]
    assert order.index(SOLUTIONS["first"]) < order.index("assert f() == 1")


@pytest.mark.parametrize("name", list(GOOD))
@pytest.mark.parametrize("kind", [new_markdown_cell, new_raw_cell, new_code_cell])
def test_a_retyped_cell_has_its_type_again(name, kind):
    changed = submission()
    where = at(changed, name)
    changed.cells[where] = kind(
        changed.cells[where].source, metadata={"nbgrader": {"grade_id": name}}
    )
    notebook, _ = reconcile(changed, master())
    assert sources(notebook) == GOOD
    types = {grade_id(c): c.cell_type for c in notebook.cells}
    assert types[name] == {grade_id(c): c.cell_type for c in master().cells}[name]


@pytest.mark.parametrize("seed", range(10))
def test_cells_in_another_order_are_graded_in_the_original_one(seed):
    changed = submission()
    random.Random(seed).shuffle(changed.cells)
    notebook, notes = reconcile(changed, master())
    names = [grade_id(c) for c in notebook.cells if grade_id(c)]
    assert names == list(GOOD)
    assert sources(notebook) == GOOD
    assert len(notes) == (
        ["setup", *names[1:]] != [grade_id(c) for c in changed.cells if grade_id(c)]
    )


def test_swapped_names_swap_the_answers_and_no_test():
    changed = submission()
    one, other = (changed.cells[at(changed, name)] for name in SOLUTIONS)
    one.metadata, other.metadata = other.metadata, one.metadata
    notebook, _ = reconcile(changed, master())
    assert sources(notebook)["first"] == SOLUTIONS["second"]
    assert sources(notebook)["first-tests"] == "assert f() == 1"


def test_a_test_can_not_take_the_place_of_an_answer_nor_an_answer_that_of_a_test():
    changed = submission()
    changed.cells[at(changed, "first")].metadata["nbgrader"]["grade_id"] = "first-tests"
    notebook, _ = reconcile(changed, master())
    assert sources(notebook)["first-tests"] == "assert f() == 1"


def test_every_other_cell_follows_the_known_one_it_stood_behind():
    changed = submission()
    changed.cells.insert(0, new_code_cell("before = 0"))
    changed.cells.insert(at(changed, "first") + 1, new_code_cell("helper = 1"))
    changed.cells.append(new_code_cell("after = 2"))
    order = [c.source for c in reconcile(changed, master())[0].cells]
    assert order[0] == "before = 0"
    assert order.index("helper = 1") == order.index(SOLUTIONS["first"]) + 1
    assert order[-1] == "after = 2"


def test_extra_cells_are_nobody_s_exercise():
    changed = submission()
    extra = cell(new_code_cell, "1", "extra", grade=True, locked=True, points=100)
    changed.cells.append(extra)
    notebook, _ = reconcile(changed, master())
    graded = [grade_id(c) for c in notebook.cells if is_test(c) or is_by_hand(c)]
    assert graded == ["first-tests", "second-tests", "why"]


def test_no_two_cells_have_the_same_id():
    changed = submission()
    for one in changed.cells:
        one["id"] = "same"
    notebook, _ = reconcile(changed, master())
    ids = [c["id"] for c in notebook.cells]
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize("cells", [[], [new_code_cell("x = 1")], [new_markdown_cell("hello")]])
def test_a_notebook_without_any_of_the_cells_is_another_notebook(cells):
    with pytest.raises(BadSubmission, match="is it another notebook") as caught:
        reconcile(new_notebook(cells=cells), master())
    assert "\n" not in str(caught.value)


def test_neither_the_submission_nor_the_master_is_changed():
    given, original = submission(), master()
    before = given.copy(), original.copy()
    reconcile(given, original)
    assert (sources(given), sources(original)) == tuple(map(sources, before))


def test_tests_and_written_answers_are_told_apart():
    kinds = {grade_id(c): (is_test(c), is_by_hand(c)) for c in master().cells if grade_id(c)}
    assert [n for n, (test, _) in kinds.items() if test] == ["first-tests", "second-tests"]
    assert [n for n, (_, hand) in kinds.items() if hand] == ["why"]


@pytest.mark.timeout(60)
def test_ten_thousand_cells_are_no_trouble():
    changed = submission()
    changed.cells += [new_code_cell("x = 1") for _ in range(10_000)]
    assert len(reconcile(changed, master())[0].cells) > 10_000
