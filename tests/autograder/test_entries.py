"""What a submission earned stands in the gradebook as nbgrader would have written it, whatever the class's size."""

from __future__ import annotations

from pathlib import Path

import pytest
from nbgrader.api import Gradebook
from sqlalchemy import event, text

from autograder import entries
from autograder.gradebook import _make_gradebook
from autograder.verdict import Graded, Verdict

pytestmark = pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning")


@pytest.fixture
def book(tmp_path: Path):
    """Return a gradebook that knows an assignment of two notebooks, without an index of ours."""
    url = f"sqlite:///{tmp_path}/gradebook.db"
    _make_gradebook(url)
    with Gradebook(url) as book:
        book.add_assignment("tiny", duedate="2030-01-01 00:00:00 UTC")
        for name in ("a", "b"):
            book.add_notebook(name, "tiny")
            book.add_grade_cell("mean-tests", name, "tiny", max_score=3, cell_type="code")
            book.add_grade_cell("why", name, "tiny", max_score=2, cell_type="markdown")
            book.add_solution_cell("mean", name, "tiny")
            book.add_solution_cell("why", name, "tiny")
            book.add_task_cell("study", name, "tiny", max_score=4, cell_type="markdown")
        yield book


def result(student: str, points: float = 3.0, handed_in: str = "") -> Graded:
    verdicts = (
        Verdict("mean-tests", "passed", points, 3.0),
        Verdict("why", "ungraded", None, 2.0, by="hand"),
    )
    return Graded(student, "tiny", "a", "graded", verdicts=verdicts, handed_in=handed_in)


def enter(book: Gradebook, graded: Graded, taken: float | None = None) -> None:
    comments = {"mean": None, "why": "No response."}
    entries.enter(book.db, graded, comments, lambda *_: taken)
    book.db.commit()


def rows(book: Gradebook, student: str) -> dict[str, int]:
    """Return how many rows of each table are a student's."""
    submissions = book.student_submissions(student)
    notebooks = [notebook for one in submissions for notebook in one.notebooks]
    return {
        "notebooks": len(notebooks),
        "grades": sum(len(notebook.grades) for notebook in notebooks),
        "comments": sum(len(notebook.comments) for notebook in notebooks),
    }


def test_the_rows_of_a_submission_are_those_that_nbgrader_makes(book):
    book.add_student("theirs")
    book.add_submission("tiny", "theirs")
    enter(book, result("ours"))
    assert rows(book, "ours") == rows(book, "theirs")


def test_scores_comments_and_who_waits_for_a_person_are_entered(book):
    enter(book, result("ada", 2.5))
    grade, why = (book.find_grade(name, "a", "tiny", "ada") for name in ("mean-tests", "why"))
    assert (grade.auto_score, grade.needs_manual_grade) == (2.5, False)
    assert (why.auto_score, why.needs_manual_grade) == (None, True)
    assert book.find_comment("why", "a", "tiny", "ada").auto_comment == "No response."
    assert book.find_submission("tiny", "ada").score == 2.5


def test_what_a_person_gave_stays_and_is_to_be_looked_at_again(book):
    enter(book, result("ada"))
    book.find_grade("mean-tests", "a", "tiny", "ada").manual_score = 1.0
    book.find_comment("mean", "a", "tiny", "ada").manual_comment = "See me."
    book.db.commit()
    enter(book, result("ada", 0.0))
    grade = book.find_grade("mean-tests", "a", "tiny", "ada")
    assert (grade.auto_score, grade.manual_score, grade.needs_manual_grade) == (0.0, 1.0, True)
    assert book.find_comment("mean", "a", "tiny", "ada").manual_comment == "See me."


def test_lateness_takes_off_what_the_plugin_says_and_an_extension_counts(book):
    enter(book, result("ada", handed_in="2030-01-02 00:00:00"), taken=1.0)
    enter(book, result("bob", handed_in="2029-12-31 00:00:00"), taken=1.0)
    found = {s.student_id: s.notebooks[0] for s in book.assignment_submissions("tiny")}
    assert found["ada"].late_submission_penalty == 1.0
    assert found["bob"].late_submission_penalty is None
    book.grant_extension("tiny", "ada", days=2)
    enter(book, result("ada", handed_in="2030-01-02 00:00:00"), taken=1.0)
    assert book.find_submission("tiny", "ada").notebooks[0].late_submission_penalty is None


def test_a_cell_that_the_gradebook_does_not_know_enters_nothing(book):
    other = Graded("eve", "tiny", "a", "graded", verdicts=(Verdict("new", "passed", 1.0, 1.0),))
    with pytest.raises(KeyError, match="new"):
        enter(book, other)
    book.db.rollback()
    assert [student.id for student in book.students] == []


def test_entering_one_takes_the_same_statements_in_a_class_of_one_and_of_many(book):
    entries.make_indexes(book.db)
    counted: list[str] = []
    event.listen(book.engine, "before_cursor_execute", lambda *args: counted.append(args[2]))
    enter(book, result("first"))
    alone = len(counted)
    for number in range(20):
        enter(book, result(f"student{number}"))
    counted.clear()
    enter(book, result("last"))
    assert len(counted) == alone


@pytest.mark.parametrize("table", ["grade", "comment"])
def test_a_students_rows_are_found_without_reading_the_whole_class(book, table):
    entries.make_indexes(book.db)
    entries.make_indexes(book.db)  # of which a second one makes no more
    plan = book.db.execute(text(f"EXPLAIN QUERY PLAN SELECT * FROM {table} WHERE notebook_id = ''"))
    assert all("SEARCH" in row.detail for row in plan)
    made = text("SELECT count(*) FROM sqlite_master WHERE type = 'index' AND name LIKE 'ix_%'")
    assert book.db.scalar(made) == 4
