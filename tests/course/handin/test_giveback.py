"""Points and feedback go back as each platform takes them: one column changes, and not a byte beside it."""

from __future__ import annotations

import csv
import io
import zipfile
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from autograder.coursefolder import CourseFolder
from autograder.errors import BadSubmission
from course.cli import main
from course.handin.collect import collect
from course.handin.giveback import came_as, fill, rows_of, value_of, zip_feedback
from course.handin.roster import Roster, read_roster
from tests.course.handin.samples import download, rosters, the_class

COLUMN = {"canvas": 5, "moodle": 4, "blackboard": 4}
CLASS = {person.login: person for person in the_class()}


def enrolled(folder: Path, text: str) -> tuple[Roster, Path]:
    """Return a roster, and the table it is made of."""
    table = folder / "table.csv"
    table.write_bytes(text.encode())
    roster = Roster()
    read_roster(table, roster)
    return roster, table


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("platform", COLUMN)
def test_thirty_get_their_points_and_nothing_else_changes(
    tmp_path: Path, platform: str, encoding: str, ending: str
):
    text = rosters()[platform].replace("\n", ending)
    roster, table = enrolled(tmp_path, text)
    table.write_bytes(text.encode(encoding))
    points = {login: 0.5 * person.place for login, person in CLASS.items()}
    filled = fill(table, "tiny", points, roster)
    assert (filled.filled, filled.without, filled.strangers, filled.absent) == (30, [], [], [])
    assert filled.path.name == "table.filled.csv"
    assert table.read_bytes() == text.encode(encoding)
    after = filled.path.read_bytes().decode(encoding)
    delimiter = "\t" if platform == "blackboard" else ","
    expected = []
    for before in text.split(ending):
        row = next(csv.reader([before], delimiter=delimiter))
        student = next((p for p in CLASS.values() if {p.login, p.email} & set(row)), None)
        if student is None:
            expected.append(before)
            continue
        start = before.rindex(delimiter)
        quote = '"' if before.endswith('""') else ""
        expected.append(f"{before[: start + 1]}{quote}{points[student.login]:g}{quote}")
    assert after.split(ending) == expected


def test_who_has_no_points_or_no_row_is_named_and_left_as_it_was(tmp_path: Path):
    roster, table = enrolled(tmp_path, rosters()["canvas"])
    with table.open("a") as stream:
        stream.write('\n"Stranger, A",7,,nobody,1,3')
    points = {login: 4.0 for login in CLASS if login != "stud03"} | {"ghost": 1.0}
    filled = fill(table, "tiny", points, roster)
    assert filled.without == ["stud03"]
    assert filled.absent == ["ghost"]
    assert filled.strangers == ["Stranger, A"]
    rows = list(csv.reader(filled.path.read_text().splitlines()))
    assert rows[-1] == ["Stranger, A", "7", "", "nobody", "1", "3"]
    assert rows[1][5] == "6.00"
    assert next(row for row in rows if row[3] == "stud03")[5] == ""


def test_a_table_with_semicolons_gets_decimal_commas(tmp_path: Path):
    roster, table = enrolled(tmp_path, "Username;Tiny\nada;\nbela;1,5\n")
    fill(table, "tiny", {"ada": 2.5, "bela": 3.0}, roster)
    assert (tmp_path / "table.filled.csv").read_text() == "Username;Tiny\nada;2,5\nbela;3\n"


def test_the_column_is_asked_for_where_none_or_several_could_be_meant(tmp_path: Path):
    roster, table = enrolled(tmp_path, "Username,Tiny one,Tiny two\nada,,\n")
    with pytest.raises(
        BadSubmission, match=r"more than one column.*--column TITLE.*'Tiny one', 'Tiny two'"
    ):
        fill(table, "tiny", {"ada": 1}, roster)
    fill(table, "tiny", {"ada": 1}, roster, column="Tiny two")
    assert (tmp_path / "table.filled.csv").read_text() == "Username,Tiny one,Tiny two\nada,,1\n"
    with pytest.raises(BadSubmission, match="no column for dice"):
        fill(table, "dice", {"ada": 1}, roster)


FIELDS = st.text(st.characters(codec="utf-8", exclude_characters="\r\n\x00"), max_size=6)


@given(st.lists(st.lists(FIELDS, min_size=1, max_size=4), min_size=1, max_size=4))
@settings(
    max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
def test_fields_are_found_where_pythons_own_reader_finds_them(rows: list[list[str]]):
    buffer = io.StringIO(newline="")
    csv.writer(buffer).writerows(rows)
    text = buffer.getvalue()
    read = list(csv.reader(io.StringIO(text, newline="")))
    found = [[value_of(text[a:b]) for a, b in row] for row in rows_of(text, ",")]
    assert [row for row in found if row != [""]] == [
        [cell.strip() for cell in row] for row in read if [c.strip() for c in row] not in ([], [""])
    ]


@pytest.mark.parametrize("platform", ["canvas", "moodle", "gradescope"])
def test_feedback_carries_the_names_of_the_download(course: Path, tmp_path: Path, platform: str):
    roster, _ = enrolled(tmp_path, rosters()[platform])
    roster.save(course)
    given = download(platform, tmp_path)
    collect(CourseFolder.at(course), [given], zone=ZoneInfo("UTC"))
    pages = {}
    for login in CLASS:
        pages[login] = [tmp_path / "pages" / login / "tiny.html"]
        pages[login][0].parent.mkdir(parents=True)
        pages[login][0].write_text(f"for {login}")
    lines = zip_feedback(course, "tiny", pages, tmp_path / "feedback.zip")
    assert bool(lines) == (platform == "gradescope")
    with zipfile.ZipFile(given) as stream:
        downloaded = {name.rsplit(".", 1)[0] for name in stream.namelist()}
    with zipfile.ZipFile(tmp_path / "feedback.zip") as stream:
        names = stream.namelist()
        for name in names:
            person = CLASS[stream.read(name).decode().removeprefix("for ")]
            if platform == "canvas":
                assert name.removesuffix(".html") in downloaded
                assert f"_{person.number}_" in name
            elif platform == "moodle":
                folder = name.removesuffix("/tiny.html")
                assert any(other.startswith(f"{folder}/") for other in downloaded)
                assert f"_{900 + person.place}_assignsubmission_file_" in folder
            else:
                assert name == f"{person.login}/tiny.html"
    assert len(set(names)) == 30
    assert len(came_as(course)) == 30


def test_the_round_trip_by_the_commands(
    course: Path, tmp_path: Path, capsys: pytest.CaptureFixture
):
    (tmp_path / "canvas.csv").write_text(rosters()["canvas"])
    run = lambda *words: main(["--course", str(course), *map(str, words)])  # noqa: E731
    assert run("roster", tmp_path / "canvas.csv") == 0
    assert run("collect", download("canvas", tmp_path), "tiny") == 0
    assert "30 new" in capsys.readouterr().out
    assert run("grade", "tiny", "--students", "stud00", "stud29") == 0
    assert (
        run("report", "tiny", "--canvas", tmp_path / "canvas.csv", "--feedback", tmp_path / "f.zip")
        == 0
    )
    said = capsys.readouterr().out
    assert "2 students' points in the column 'Tiny (77)'" in said
    assert "no points, cell as it was: stud01, " in said
    table = csv.DictReader((tmp_path / "canvas.filled.csv").read_text().splitlines())
    rows = {row["SIS Login ID"]: row for row in table}
    assert (rows["stud00"]["Tiny (77)"], rows["stud01"]["Tiny (77)"]) == ("3", "")
    with zipfile.ZipFile(tmp_path / "f.zip") as stream:
        assert sorted(stream.namelist())[0].startswith("doejane_41000_")
