"""Marks are kept as they were given, seen by nbgrader, and never put in the place of what was not seen."""

from __future__ import annotations

import math
from pathlib import Path

import pytest

from autograder import database
from autograder.coursefolder import CourseFolder
from autograder.errors import StorageError
from autograder.gradebook import Writer, load_results
from autograder.report.manual import merge_manual
from course.folder import NoCourse
from course.marking import ledger
from course.marking.desk import Desk
from course.marking.ledger import BadMark, Overtaken, Seen
from course.marking.questions import questions_of
from tests.autograder.formgrader import enter_points
from tests.bench.classes import copy_class, database_of, put_on
from tests.course.marking.classroom import (
    ASSIGNMENT,
    DRAWN,
    MODEL,
    TASK,
    WHY,
    HandIn,
    answer_of,
    copied,
    desk_of,
    gradebook,
    graded,
    hand_in,
    question,
)
from tests.postgres import Server


@pytest.fixture(scope="session")
def graded_on_server(graded_class: Path, postgres: Server) -> Path:
    """Return the class with its gradebook on a server."""
    root = copied(graded_class, graded_class.with_name("class on a server"))
    put_on(postgres, root)
    return graded(root)


@pytest.fixture(params=["sqlite", "postgresql"])
def root(request: pytest.FixtureRequest, graded_class: Path, tmp_path: Path) -> Path:
    """Return a course of one's own whose class was graded, with a gradebook of either kind."""
    if request.param == "sqlite":
        return copied(graded_class, tmp_path / "class")
    ready = request.getfixturevalue("graded_on_server")
    return copy_class(ready, tmp_path / "class", request.getfixturevalue("postgres"))


def give(desk: Desk, student: str, points: float | None, name: str = WHY, **changed: object):
    """Give points for a student's answer as the page does."""
    answer = answer_of(desk, student, name)
    asked = {"version": answer.version, "seen": answer.mark.points, "points": points, **changed}
    return desk.give_points(question(desk, name), answer.key, **asked)


def say(desk: Desk, student: str, comment: str, name: str = WHY, **changed: object):
    """Write a comment as the page does."""
    answer = answer_of(desk, student, name)
    asked = {"version": answer.version, "seen": answer.mark.comment, "comment": comment, **changed}
    return desk.comment(question(desk, name), answer.key, **asked)


def in_gradebook(root: Path, student: str, name: str = WHY) -> dict[str, object]:
    """Return what Formgrader's own interface says of an answer."""
    with gradebook(root) as book:
        where = (name, ASSIGNMENT, ASSIGNMENT, student)
        grade, comment = book.find_grade(*where).to_dict(), book.find_comment(*where).to_dict()
    names = ("manual_score", "needs_manual_grade", "extra_credit", "auto_score")
    return {key: grade[key] for key in names} | {"comment": comment["manual_comment"]}


def by_formgrader(root: Path, student: str, **data: object) -> None:
    """Enter points with the code that Formgrader runs."""

    with gradebook(root) as book:
        enter_points(book, book.find_grade(WHY, ASSIGNMENT, ASSIGNMENT, student).id, **data)


def test_questions_are_told_with_their_model_answer_and_what_earns_points(root: Path):
    why, drawn, task = (pile.question for pile in desk_of(root).piles())
    assert (why.title, why.asked[0].source) == ("Why the middle?", "Say why, with $n$ steps.")
    assert why.rubric == "two points for the middle, one for the picture"
    assert why.model == MODEL.split("\n\n", 1)[1]
    assert (drawn.title, drawn.model) == ("Draw it", "print(1)")
    assert (task.title, task.rubric) == ("A study", "One point for each of twelve tries.")
    assert "Tell below" in task.asked[0].source
    assert "MARK SCHEME" not in task.asked[0].source


def test_the_course_s_own_questions_have_a_title_a_model_answer_and_what_earns_points(repo: Path):
    from autograder.coursefolder import CourseFolder

    course = CourseFolder.at(repo)
    found = [q for name in course.assignments() for q in questions_of(course, name)]
    assert len(found) >= 11
    for one in found:
        assert one.title, one.name
        assert one.model, one.name
        assert one.rubric, one.name
        assert any(cell.source for cell in one.asked), one.name


def test_who_answered_below_the_cell_is_read_and_who_answered_nothing_is_told_apart(root: Path):
    desk = desk_of(root)
    states = {
        name: (answer_of(desk, name).state, answer_of(desk, name).blank)
        for name in ("ada", "cleo", "dan", "fay")
    }
    assert states == {
        "ada": ("waits", False),
        "cleo": ("none", True),  # untouched: grading gave 0
        "dan": ("waits", True),  # blanks in place of an answer
        "fay": ("waits", False),  # grading saw an untouched cell, and gave 0
    }
    assert answer_of(desk, "ada", TASK).blank is False
    assert answer_of(desk, "bob17", TASK).blank is True


def test_formgrader_sees_just_what_was_given_and_we_see_what_it_gives(root: Path):
    desk = desk_of(root)
    give(desk, "ada", 2.5)
    say(desk, "ada", "  Half of it.\nSee § 2. ")
    expected = {"manual_score": 2.5, "needs_manual_grade": False, "extra_credit": None}
    expected |= {"auto_score": None, "comment": "Half of it.\nSee § 2."}
    assert in_gradebook(root, "ada") == expected
    by_formgrader(root, "eve", manual_score=1, extra_credit=0.5)
    eve = answer_of(desk, "eve")
    assert (eve.mark.points, eve.mark.extra, eve.state) == (1.0, 0.5, "marked")
    give(desk, "eve", 2)
    assert in_gradebook(root, "eve")["extra_credit"] == 0.5


@pytest.mark.parametrize("student", ["ada", "cleo"])
def test_the_gradebook_holds_what_formgrader_would_have_written(root: Path, student: str):
    desk, told = desk_of(root), {}
    for who in ("we", "formgrader"):
        for points in (3, None):
            if who == "we":
                give(desk, student, points)
            else:
                by_formgrader(root, student, manual_score=points)
            told[who, points] = in_gradebook(root, student)
    assert told["we", 3] == told["formgrader", 3]
    assert told["we", None] == told["formgrader", None]


def test_reports_tell_the_points_and_the_comment(root: Path):
    desk = desk_of(root)
    give(desk, "ada", 2)
    say(desk, "ada", "Why half?")
    results = merge_manual(load_results(root, ASSIGNMENT), CourseFolder.at(root).directory.db_url)
    (ada,) = [result for result in results if result.student == "ada"]
    (verdict,) = [verdict for verdict in ada.verdicts if verdict.grade_id == WHY]
    assert (verdict.points, verdict.by, verdict.message) == (2.0, "hand", "Why half?")


@pytest.mark.parametrize(
    "points", [3.5, -1, math.nan, math.inf, True, "2", [2], {}, 10**400], ids=lambda x: repr(x)[:9]
)
def test_what_are_no_points_here_is_refused_with_a_line(root: Path, points: object):
    desk = desk_of(root)
    give(desk, "ada", 2)
    with pytest.raises(BadMark, match=r"from 0 to 3$"):
        give(desk, "ada", points)
    assert in_gradebook(root, "ada")["manual_score"] == 2.0


@pytest.mark.parametrize("comment", [None, 3, "x" * 10_001], ids=["none", "number", "long"])
def test_what_is_no_comment_is_refused_with_a_line(root: Path, comment: object):
    with pytest.raises(BadMark, match="10,000"):
        say(desk_of(root), "ada", comment)


def test_points_are_not_put_over_what_somebody_else_gave_meanwhile(root: Path):
    one, other = desk_of(root), desk_of(root)
    give(one, "ada", 2)
    with pytest.raises(Overtaken, match="2 points were given elsewhere"):
        give(other, "ada", 3, seen=None)
    by_formgrader(root, "ada", manual_score=1)
    with pytest.raises(Overtaken, match="1 points were given elsewhere"):
        give(one, "ada", 3, seen=2.0)
    say(one, "ada", "Mine.")
    with pytest.raises(Overtaken, match="comment"):
        say(other, "ada", "No, mine.", seen="")
    assert in_gradebook(root, "ada")["manual_score"] == 1.0
    assert in_gradebook(root, "ada")["comment"] == "Mine."


def test_of_two_at_the_same_instant_one_is_told(root: Path, monkeypatch):
    desk, other = desk_of(root), desk_of(root)
    enter = ledger.Ledger.enter_points

    def late(self: ledger.Ledger, mark: ledger.Mark, points: float | None) -> None:
        monkeypatch.undo()
        give(other, "ada", 1)  # between our look and our entry
        enter(self, mark, points)

    monkeypatch.setattr(ledger.Ledger, "enter_points", late)
    with pytest.raises(Overtaken):
        give(desk, "ada", 3)
    assert in_gradebook(root, "ada")["manual_score"] == 1.0


def test_a_regrade_keeps_every_mark_and_what_is_the_same_is_confirmed_in_one_act(root: Path):
    desk = desk_of(root)
    give(desk, "ada", 2)
    say(desk, "ada", "Why half?")
    by_formgrader(root, "eve", manual_score=1)
    desk.sheet(question(desk))  # a look at the page: what Formgrader's user marked is noted
    graded(root, force=True)
    assert in_gradebook(root, "ada")["manual_score"] == 2.0
    assert in_gradebook(root, "ada")["comment"] == "Why half?"
    assert [answer_of(desk, name).state for name in ("ada", "eve")] == ["again", "again"]
    keys = [answer.key for answer in desk.answers(question(desk))]
    desk.keep(question(desk), keys)
    assert [answer_of(desk, name).state for name in ("ada", "eve")] == ["marked", "marked"]
    assert in_gradebook(root, "ada")["needs_manual_grade"] is False
    assert in_gradebook(root, "bob17")["manual_score"] is None


def test_another_answer_after_marking_is_shown_as_such_and_marks_for_the_old_one_are_refused(
    root: Path,
):
    desk = desk_of(root)
    give(desk, "ada", 2)
    old = answer_of(desk, "ada")
    hand_in(root, "ada", HandIn("Something else."))
    graded(root)
    new = answer_of(desk, "ada")
    assert (new.state, new.mark.points) == ("changed", 2.0)
    assert "It is fair" in new.before
    with pytest.raises(Overtaken, match="another answer was handed in"):
        give(desk, "ada", 3, version=old.version)
    desk.keep(question(desk), [new.key])
    assert answer_of(desk, "ada").state == "changed", "only what is the same is kept unseen"
    assert give(desk, "ada", 2).state == "marked"
    assert answer_of(desk_of(root), "ada").state == "marked"


def test_marked_in_formgrader_and_graded_again_unseen_is_told_as_not_known(root: Path):
    by_formgrader(root, "ada", manual_score=1)
    graded(root, force=True)
    assert answer_of(desk_of(root), "ada").state == "unsure"


def test_an_answer_that_is_graded_while_it_is_marked_is_told_apart_even_so(root: Path, monkeypatch):
    desk, keep = desk_of(root), Writer._keep_for_formgrader
    hand_in(root, "ada", HandIn("Something else."))

    def meanwhile(*arguments: object) -> None:
        if answer_of(desk, "ada").mark.points is None:
            give(desk, "ada", 2)  # scores are entered, the new notebook is not there yet
        keep(*arguments)

    monkeypatch.setattr(Writer, "_keep_for_formgrader", meanwhile)
    graded(root, students=["ada"])
    assert in_gradebook(root, "ada")["manual_score"] == 2.0
    assert answer_of(desk, "ada").state == "changed"


def test_only_blank_answers_that_wait_get_nothing_in_one_act(root: Path):
    desk = desk_of(root)
    keys = [answer.key for answer in desk.answers(question(desk))]
    desk.give_nothing(question(desk), keys)
    given = {name: in_gradebook(root, name)["manual_score"] for name in ("ada", "cleo", "dan")}
    assert given == {"ada": None, "cleo": None, "dan": 0.0}
    assert in_gradebook(root, "dan")["needs_manual_grade"] is False
    desk.give_nothing(question(desk, TASK), [answer_of(desk, "bob17", TASK).key])
    assert in_gradebook(root, "bob17", TASK)["manual_score"] == 0.0
    assert in_gradebook(root, "cleo", TASK)["manual_score"] is None


def test_the_order_is_the_same_each_time_another_for_each_question_and_tells_no_name(root: Path):
    desk = desk_of(root)
    orders = []
    for name in (WHY, DRAWN, TASK):
        found = [answer.mark.student for answer in desk.answers(question(desk, name))]
        assert found == [a.mark.student for a in desk_of(root).answers(question(desk, name))]
        orders.append(found)
    keys = [{a.key for a in desk.answers(question(desk, name))} for name in (WHY, DRAWN, TASK)]
    assert not keys[0] & keys[1]
    assert not keys[1] & keys[2]


def test_comments_are_offered_again_by_how_often_they_were_given_but_none_with_a_name(root: Path):
    desk = desk_of(root)
    for student, text in (
        ("ada", "Why half?\nGood."),
        ("bob17", "Why half?"),
        ("eve", "Well, Ada Lovelace said that first."),
        ("dan", "As bob17 says."),
    ):
        say(desk, student, text)
    assert desk.comments(question(desk)) == ["Why half?", "Good."]


def test_half_a_line_of_what_was_seen_is_no_harm(root: Path):
    desk = desk_of(root)
    give(desk, "ada", 2)
    path = root / f".autograder/{ASSIGNMENT}/{ASSIGNMENT}.marked"
    path.write_bytes(path.read_bytes() + b'\n["essays-why", "bob17", "half a li')
    give(desk_of(root), "eve", 1)
    seen = Seen(path).all(question(desk))
    assert set(seen) == {"ada", "eve"}


def test_a_gradebook_that_is_busy_is_one_line_and_nothing_is_lost(root: Path, monkeypatch):
    monkeypatch.setattr(database, "BUSY_SECONDS", 0.1)
    desk = desk_of(root)
    give(desk, "ada", 1)
    with database_of(root).engine().connect() as other:
        is_file = other.dialect.name == "sqlite"
        other.exec_driver_sql("BEGIN IMMEDIATE" if is_file else "LOCK TABLE grade")
        with pytest.raises(StorageError, match=r"locked|lock timeout") as caught:
            give(desk, "ada", 2)
        other.rollback()
    assert "\n" not in str(caught.value)
    assert give(desk, "ada", 2).mark.points == 2.0


def test_before_anything_is_graded_there_is_nothing_to_mark_and_no_gradebook_is_made(
    tmp_path: Path, capsys
):
    from course.cli import main
    from tests.course.marking.classroom import make_course

    root = make_course(tmp_path / "fresh", {"ada": HandIn("x")})
    assert main(["--course", str(root), "mark"]) == 0
    assert "course grade" in capsys.readouterr().out
    assert not (root / "gradebook.db").exists()
    assert main(["--course", str(root), "mark", "essay"]) == 1
    assert "essays" in capsys.readouterr().err
    assert main(["--course", str(tmp_path), "mark"]) == 1
    assert NoCourse.__name__ not in capsys.readouterr().err
