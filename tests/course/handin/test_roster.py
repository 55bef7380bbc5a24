"""Who is in the class, by every table a platform exports."""

from __future__ import annotations

from pathlib import Path

import pytest
from nbgrader.api import Gradebook

from autograder.errors import BadSubmission
from course.cli import main
from course.handin.roster import Roster, forms_of, read_roster
from tests.course.handin.samples import rosters, the_class


def read(tmp_path: Path, text: str | bytes, roster: Roster | None = None):
    path = tmp_path / "table.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    roster = roster or Roster()
    students, doubts = read_roster(path, roster)
    return roster, students, doubts


@pytest.mark.parametrize("platform", rosters())
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_every_platforms_table_gives_thirty(tmp_path: Path, platform: str, encoding: str):
    roster, students, doubts = read(tmp_path, rosters()[platform].encode(encoding))
    assert doubts == []
    assert {s.id for s in students} == {p.login for p in the_class()}
    roster.save(tmp_path)
    again = Roster.of(tmp_path)
    assert again.students.keys() == roster.students.keys()
    assert read_roster(tmp_path / "table.csv", again)[0]
    assert again.students.keys() == roster.students.keys()


def test_tables_of_several_platforms_make_one_roster(tmp_path: Path):
    roster = Roster()
    for platform in ("canvas", "gradescope", "moodle", "blackboard"):
        read(tmp_path, rosters()[platform], roster)
    assert roster.students.keys() == {p.login for p in the_class()}
    (jane,) = roster.by("participant", "900")
    assert jane.keys["canvas"] == ["41000"]
    assert jane.keys["email"] == ["stud00@example.edu"]


def test_a_plain_tables_id_is_a_login(tmp_path: Path):
    roster, _, doubts = read(tmp_path, "id,name,email\nada,Ada Lee,a.lee@x\n")
    assert (list(roster.students), doubts) == (["ada"], [])
    assert roster.by("canvas", "ada") == []


def test_who_could_be_two_is_told_and_not_taken(tmp_path: Path):
    roster, _, _ = read(tmp_path, "login,name,email\na,Ann Lee,a@x\nb,Bo Lee,b@x\n")
    _, students, doubts = read(tmp_path, "login,name,email\na,Ann Lee,b@x\n", roster)
    assert students == []
    assert "row 2: Ann Lee could be a or b" in doubts[0]
    assert roster.students["a"].keys["email"] == ["a@x"]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("colour,size\nred,3\n", "columns: colour, size"),
        ("", "none at all"),
        (b"\xff\xfe\xff", "no text|none at all|columns"),
    ],
)
def test_a_table_that_is_none_is_told(tmp_path: Path, text: str, says: str):
    with pytest.raises(BadSubmission, match=says):
        read(tmp_path, text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Jane Doe", "Doe, Jane"),
        ("van der Berg, Anne-Marie", "vanderberganne-marie"),
        ("José Müller", "mullerjose"),
        ("Søren Kjær Doe", "Doe, Soren Kjær"),
    ],
)
def test_names_are_the_same_however_they_are_run_together(one: str, other: str):
    assert forms_of(one) & forms_of(other)


def test_different_people_have_different_names():
    assert not forms_of("Jane Doe") & forms_of("John Doe")
    assert not forms_of("Li Wei") & forms_of("Li Weiwei")


def test_the_command_enters_them_in_the_gradebook(course: Path, tmp_path: Path, capsys):
    table = tmp_path / "class.csv"
    table.write_text(rosters()["canvas"])
    assert main(["--course", str(course), "roster", str(table)]) == 0
    assert "30 students, 30 of them new" in capsys.readouterr().out
    with Gradebook(f"sqlite:///{course}/gradebook.db") as gradebook:
        jane = gradebook.find_student("stud00")
        assert (jane.first_name, jane.last_name) == ("Jane", "Doe")
    assert main(["--course", str(course), "roster"]) == 0
    assert "stud07" in capsys.readouterr().out
