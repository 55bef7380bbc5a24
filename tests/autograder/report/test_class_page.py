"""The instructor's pages answer what an instructor asks: who is missing, who lost points where, what waits."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import pytest
from rich.console import Console

from autograder.report.brief import LARGE, class_brief, is_large
from autograder.report.class_page import write_class_page
from autograder.report.overview import PAGE
from autograder.verdict import Graded
from tests.autograder.sample_class import EPSILON, UCB, WRITTEN, result, sample_class

PEOPLE = {"anna": "Anna Ångström", "ben": "", "gone": "Never Here", "<b>eve": "<i>Eve</i>"}


class Table(HTMLParser):
    """Collects the rows of the table of the class: for each cell its classes and its text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.rows: list[list[tuple[str, str]]] = []
        self.inside = False
        self.feed(html)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = dict(attributes)
        if tag == "table":
            self.inside = given.get("id") == "class"
        elif self.inside and tag == "tr":
            self.rows.append([])
        elif self.inside and tag in ("th", "td"):
            self.rows[-1].append((given.get("class") or "", ""))

    def handle_endtag(self, tag: str) -> None:
        self.inside = self.inside and tag != "table"

    def handle_data(self, data: str) -> None:
        if self.inside and self.rows and self.rows[-1]:
            now, text = self.rows[-1][-1]
            self.rows[-1][-1] = (now, " ".join(f"{text} {data}".split()))


def rows(path: Path) -> dict[str, list[tuple[str, str]]]:
    """Return the table of the class, by what stands in a row's heading."""
    head, *body = Table(path.read_text("utf-8")).rows
    assert all(len(row) <= len(head) for row in body)
    return {row[0][1]: row[1:] for row in [head, *body]}


def of(assignment: str, *graded: Graded) -> list[Graded]:
    """Return these results as if they were of another assignment."""
    return [replace(one, assignment=assignment, notebook=assignment) for one in graded]


# One assignment


def test_who_handed_in_nothing_has_a_row_of_their_own(tmp_path: Path):
    table = rows(write_class_page(tmp_path, [result("anna")], PEOPLE))
    assert table["gone Never Here"][2] == ("missing reason", "nothing was handed in")
    assert table["anna Anna Ångström"][0] == ("", "22/26")
    assert len(table) == 1 + len(PEOPLE)


def test_without_a_roster_the_class_is_who_handed_in(tmp_path: Path):
    assert list(rows(write_class_page(tmp_path, [result("anna")]))) == ["Student", "anna"]


def test_each_cell_says_its_state_without_colour(tmp_path: Path):
    table = rows(write_class_page(tmp_path, sample_class()))
    heads = [text for _, text in table["Student"]]
    places = {name.split(" /")[0]: n for n, name in enumerate(heads)}
    ben = table["ben"]
    assert ben[places["epsilon greedy"]] == ("failed", "✗ 0")
    assert ben[places["play"]] == ("partly", "◐ 2.5")
    assert ben[places["regret"]] == ("passed", "3")
    assert ben[places["when greedy"]] == ("hand", "… waits for a person")
    assert table["emil"][places["play"]] == ("ungraded", "— ungraded, not a zero")
    assert "JSON ends at line 3" in table["fritz"][2][1]


def test_a_test_leads_to_those_who_lost_points_there(tmp_path: Path):
    html = write_class_page(tmp_path, sample_class()).read_text("utf-8")
    wanted = re.findall(r'href="#show=(lost-\d+)" title="[^"]*">epsilon-greedy<', html)
    offered = re.findall(r'<option value="(lost-\d+)">epsilon greedy<', html)
    heads = [text for _, text in Table(html).rows[0]]
    assert wanted == offered
    assert heads[int(wanted[0].split("-")[1])].startswith("epsilon greedy")


def test_counts_say_who_is_missing_and_what_waits_and_lead_there(tmp_path: Path):
    html = write_class_page(tmp_path, sample_class(), PEOPLE).read_text("utf-8")
    counts = dict(re.findall(r"<dt>([a-z ]+)</dt><dd>(?:<a href=[^>]*>)?(\d+)", html))
    assert counts == {
        "median": "54",
        "handed in": "8",
        "missing": "2",
        "wait for a person": "4",
        "not graded yet": "2",
    }
    assert '<a href="#show=missing">2</a>' in html


def test_names_of_people_never_become_markup(tmp_path: Path):
    write_class_page(tmp_path, [result("<b>eve")], PEOPLE)
    for name in ("bandits.html", PAGE):
        html = (tmp_path / "feedback" / name).read_text("utf-8")
        assert "&lt;i&gt;Eve" in html
        assert "<b>eve" not in html
        assert "<i>Eve" not in html


# All assignments


def test_all_assignments_stand_side_by_side_whichever_was_reported_last(tmp_path: Path):
    write_class_page(tmp_path, of("dqn", result("anna"), result("ben", UCB)), PEOPLE)
    write_class_page(tmp_path, [result("anna", EPSILON)], PEOPLE)
    table = rows(tmp_path / "feedback" / PAGE)
    assert [text for _, text in table["Student"]] == ["All, %", "Missing", "bandits, %", "dqn, %"]
    everything = [("", "≥ 78"), ("", ""), ("hand", "≥ 73"), ("hand", "≥ 84")]
    assert table["anna Anna Ångström"] == everything
    assert table["ben"][1:3] == [("", "1"), ("missing", "× nothing handed in")]
    assert table["gone Never Here"][0] == ("", "0")


def test_what_is_less_than_half_is_found_and_what_nobody_graded_is_no_zero(tmp_path: Path):
    lost = replace(result("ben"), verdicts=(EPSILON, UCB))
    write_class_page(tmp_path, [lost, sample_class()[-1]])
    table = rows(tmp_path / "feedback" / PAGE)
    assert table["ben"][2] == ("done low", "0")
    assert table["fritz"][2] == ("ungraded", "—")


def test_an_answer_worth_most_of_its_points_is_not_called_the_hardest(tmp_path: Path):
    """As a person marks them, hardly anybody gets all of the points."""
    marked = replace(WRITTEN, status="failed", points=3.5)
    write_class_page(tmp_path, [result("anna", marked, UCB), result("ben", marked)])
    html = (tmp_path / "feedback" / PAGE).read_text("utf-8")
    told = re.findall(r'#show=lost-\d+">([^<]+)</a> (\d+) %', html)
    assert told == [("ucb1", "50"), ("when greedy", "87")]


def test_every_link_of_the_page_of_all_assignments_leads_to_a_page(tmp_path: Path):
    write_class_page(tmp_path, of("dqn", result("50% #1?")))
    html = (tmp_path / "feedback" / PAGE).read_text("utf-8")
    links = {unquote(link.partition("#")[0]) for link in re.findall(r'href="([^"#][^"]*)"', html)}
    assert links == {"dqn.html", "50% #1?/dqn/dqn.html"}


def test_what_is_kept_of_an_assignment_and_can_not_be_read_is_left_out(tmp_path: Path):
    write_class_page(tmp_path, of("dqn", result("anna")))
    kept = tmp_path / ".autograder/dqn/class.json"
    for broken in ("{", "[]", '{"name": "dqn", "students": [], "most": 1, "hardest": []}'):
        kept.write_text(broken)
        write_class_page(tmp_path, [result("anna")])
        heads = rows(tmp_path / "feedback" / PAGE)["Student"]
        assert [text for _, text in heads][2:] == ["bandits, %"]


# In a terminal


def told(results: list[Graded]) -> str:
    console = Console(width=100, record=True, file=None, quiet=False)
    with console.capture() as captured:
        console.print(class_brief(results))
    return captured.get()


def test_a_large_class_is_told_in_brief_with_whom_a_person_must_look_at():
    graded = [result(f"s{number:03}") for number in range(LARGE)]
    assert not is_large(graded)
    failed = [replace(sample_class()[-1], student=f"t{number:03}") for number in range(12)]
    assert is_large([*graded, *failed])
    text = told([*graded, *failed])
    assert "112 handed in, 100 wait for a person, 12 are not graded yet" in text
    assert "at least 85 % of the points" in text
    assert "t009 is ungraded: bandits.ipynb is not a notebook" in text
    assert "… and 2 more" in text
    assert "s000" not in text


@pytest.mark.parametrize("size", [1, 2])
def test_a_class_of_hardly_anybody_is_told_as_well(size: int):
    assert f"{size} handed in" in told([result(f"s{number}") for number in range(size)])
