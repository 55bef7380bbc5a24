"""Cells whose names an editor dropped are recognised where that is certain, and nowhere else."""

from __future__ import annotations

import random

import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from autograder.errors import BadSubmission
from autograder.notebook.names import with_names
from autograder.notebook.reconcile import grade_id, reconcile
from tests.autograder.notebook.test_reconcile import cell, master, sources, submission

STUB = "def {}():\n    <YOUR CODE: return {}>"


def original() -> NotebookNode:
    """Return a copy whose exercises define something, with a question before the written one."""
    notebook = master()
    by_name = {grade_id(one): one for one in notebook.cells}
    by_name["first"].source, by_name["second"].source = STUB.format("f", 1), STUB.format("g", 2)
    notebook.cells.insert(-1, new_markdown_cell("Why is that so?"))
    for number, one in enumerate(notebook.cells):
        one["id"] = grade_id(one) or f"prose-{number}"
    return notebook


def handed_in(*, ids: bool, prose: str = "some prose") -> NotebookNode:
    """Return a good submission without any metadata, with or without the cells' ids.

    prose: what stands before the first exercise.
    """
    notebook = submission()
    notebook.cells.insert(-1, new_markdown_cell("Why is that so?"))
    for one, ours in zip(notebook.cells, original().cells, strict=True):
        one.metadata = NotebookNode()
        one["id"] = ours["id"] if ids else f"{random.getrandbits(32):08x}"
    notebook.cells[1].source = prose
    return notebook


def answers(notebook: NotebookNode) -> dict[str, str]:
    graded, _ = reconcile(notebook, original())
    found = sources(graded)
    return {name: found[name] for name in ("first", "second", "why")}


GOOD = {"first": "def f(): return 1", "second": "def g(): return 2", "why": "because"}
LOST = "# This cell was missing from the submission."


def test_all_metadata_gone_cells_are_known_by_their_ids():
    given = handed_in(ids=True)
    assert answers(given) == GOOD
    _, notes = reconcile(given, original())
    (told,) = (note for note in notes if "without nbgrader's name" in note)
    assert told.startswith("setup, first, first-tests, second and 2 others: ")
    assert told.endswith("recognised by the id of the cell")


def test_ids_gone_as_well_by_what_they_define_and_by_the_question_before():
    given = handed_in(ids=False)
    assert answers(given) == GOOD
    _, notes = reconcile(given, original())
    assert "first, second: without nbgrader's name, recognised by what the cell defines" in notes
    assert "why: without nbgrader's name, recognised by the text before the cell" in notes


def test_only_one_name_is_gone_and_the_others_stay_as_they_are():
    given = submission()
    given.cells[2].metadata = NotebookNode()
    assert answers(given)["first"] == GOOD["first"]


def test_an_answer_turned_into_another_function_is_not_recognised():
    given = handed_in(ids=False, prose="changed")
    given.cells[2].source = "def h(): return 1"
    found = answers(given)
    assert (found["first"], found["second"]) == (LOST, GOOD["second"])


def test_directly_behind_its_text_it_is_recognised_whatever_it_defines():
    given = handed_in(ids=False)
    given.cells[2].source = "f = lambda: 1"
    assert answers(given)["first"] == "f = lambda: 1"


def test_two_cells_that_could_be_it_are_not_guessed_at():
    given = handed_in(ids=False, prose="changed")
    given.cells.insert(3, new_code_cell("def f(): return 0"))
    assert answers(given)["first"] == LOST


def test_one_cell_that_could_be_two_exercises_is_not_guessed_at():
    given = handed_in(ids=False, prose="changed")
    given.cells[2].source = "def f(): return 1\ndef g(): return 2"
    del given.cells[4]
    assert (answers(given)["first"], answers(given)["second"]) == (LOST, LOST)


def test_what_is_only_called_or_defined_inside_is_no_definition():
    given = handed_in(ids=False, prose="changed")
    given.cells[2].source = "class A:\n    def f(self): return 1\nf()"
    assert answers(given)["first"] == LOST


def test_an_id_on_a_cell_of_another_type_is_not_believed():
    given = handed_in(ids=True)
    given.cells[2] = new_markdown_cell("def f(): return 1", id="first")
    assert answers(given)["first"] == LOST


def test_a_name_that_is_there_is_not_given_twice():
    given = submission()
    given.cells.append(new_code_cell("def f(): return 0", id="first"))
    assert answers(given)["first"] == GOOD["first"]


def test_a_question_asked_twice_is_no_place():
    given = handed_in(ids=False)
    given.cells.append(new_markdown_cell("Why is that so?"))
    assert answers(given)["why"] == "YOUR ANSWER HERE"


def test_the_cells_that_were_handed_in_are_not_changed():
    given = handed_in(ids=True)
    with_names(given.cells, original().cells)
    assert not any(map(grade_id, given.cells))


def test_nothing_recognised_says_what_was_lost():
    given = [new_markdown_cell("hello"), new_code_cell("x = 1")]
    with pytest.raises(BadSubmission, match=r"dropped their metadata.*by its id or its text"):
        reconcile(NotebookNode(cells=given, metadata={}, nbformat=4, nbformat_minor=5), original())


def test_a_notebook_with_other_names_is_another_notebook():
    given = submission()
    given.cells = [cell(new_code_cell, "x = 1", "elsewhere", solution=True)]
    with pytest.raises(BadSubmission, match=r"is it another notebook\?$"):
        reconcile(given, original())


@pytest.mark.parametrize("counted", ["0", "cell-0", "cell_0", "cell0"])
def test_ids_that_every_notebook_has_are_no_sign(counted):
    master = original()
    master.cells[0]["id"] = counted
    other = new_notebook(cells=[new_code_cell("x = 1", id=counted)])
    with pytest.raises(BadSubmission, match="is it another notebook"):
        reconcile(other, master)
