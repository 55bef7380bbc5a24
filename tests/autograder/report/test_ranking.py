"""Who stands where by score: the instructor sees the class, a student nobody but themselves."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from autograder.report.export import write_csv, write_gradescope
from autograder.report.feedback import write_feedback
from autograder.report.marks import classes
from autograder.report.ranking import Place, ranking_tables, rankings, score_text
from autograder.verdict import Graded
from tests.autograder.sample_class import result, right, sample_class, wrong

SCHEMA = json.loads(Path(__file__).with_name("gradescope_schema.json").read_text("utf-8"))
WHAT = "mean of 20 games"


def played(student: str, score: float, exercise: str = "play", what: str = WHAT) -> Graded:
    return result(student, replace(right(exercise), score=score, score_of=what))


def league() -> list[Graded]:
    unplayed = result("zoltan", wrong("play", "the arrays take more than 1 MB"))
    return [
        played("anna", 812.5),
        played("berta", 2503.333),
        played("carlos", 812.5),
        played("doris", 60),
        played("edgar", -3),
        unplayed,
    ]


def places(results: list[Graded]) -> list[tuple[int, str]]:
    (ranking,) = rankings(classes(results)[0])
    return [(place.place, place.student) for place in ranking.places]


def printed(results: list[Graded], width: int = 80) -> str:
    file = io.StringIO()
    Console(file=file, width=width).print(ranking_tables(results))
    return file.getvalue()


def pages(root: Path, results: list[Graded]) -> dict[str, str]:
    write_feedback(root, results)
    return {
        path.parent.parent.name: path.read_text("utf-8")
        for path in (root / "feedback").glob("*/*/*.html")
    }


def text_of(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html.partition("</style>")[2]).split())


def test_the_best_comes_first_and_equal_scores_share_a_place():
    assert places(league()) == [
        (1, "berta"),
        (2, "anna"),
        (2, "carlos"),
        (4, "doris"),
        (5, "edgar"),
    ]


def test_the_order_in_which_results_come_ranks_nobody():
    assert places(league()[::-1]) == places(league())


def test_scores_that_read_the_same_are_the_same():
    assert places([played("anna", 812.501), played("berta", 812.5049)]) == [
        (1, "berta"),
        (1, "anna"),
    ]


def test_each_exercise_with_scores_has_a_ranking_of_its_own():
    scored = [
        replace(right(name), score=n, score_of=name) for n, name in ((1, "play"), (9, "ucb1"))
    ]
    found = rankings(classes([result("anna", *scored), played("berta", 5, what="play")])[0])
    assert [(r.column.title, r.what, [p.student for p in r.places]) for r in found] == [
        ("ucb1", "ucb1", ["anna"]),
        ("play", "play", ["berta", "anna"]),
    ]


def test_a_class_without_scores_has_no_ranking_anywhere(tmp_path: Path):
    assert rankings(classes(sample_class())[0]) == ()
    assert printed(sample_class()).strip() == ""
    everything = pages(tmp_path, sample_class())
    overview = (tmp_path / "feedback/bandits.html").read_text()
    for html in (*everything.values(), overview):
        assert "Ranking" not in html
        assert "Score." not in html


@given(st.lists(st.floats(allow_nan=False, allow_infinity=False), min_size=1, max_size=9))
def test_who_scores_more_never_stands_behind_whoever_scores_less(scores: list[float]):
    (ranking,) = rankings(classes([played(f"s{n}", x) for n, x in enumerate(scores)])[0])
    found = [(place.place, place.score) for place in ranking.places]
    assert len(found) == len(scores)
    assert found[0][0] == 1
    assert all(a[0] <= b[0] and a[1] >= b[1] for a in found for b in found if a[1] > b[1])
    for place in ranking.places:
        assert place.place == 1 + sum(
            other.score > place.score and other.text != place.text for other in ranking.places
        )


@pytest.mark.parametrize(
    ("score", "text"),
    [
        (2503.333, "2,503.33"),
        (1000, "1,000"),
        (12.5, "12.5"),
        (1234567, "1,234,567"),
        (-3.0, "-3"),
        (0.0, "0"),
        (-0.0, "0"),
        (0.00012, "0.00012"),
        (0.5, "0.5"),
    ],
)
def test_a_score_is_written_as_people_write_numbers(score: float, text: str):
    assert score_text(score) == text
    assert Place(1, "anna", score).text == text


def test_the_terminal_shows_place_student_and_score():
    lines = [line.split() for line in printed(league()).splitlines()]
    assert "bandits: ranking of play (mean of 20 games)" in printed(league())
    assert ["1", "berta", "2,503.33"] in lines
    assert ["2", "anna", "812.5"] in lines
    assert ["2", "carlos", "812.5"] in lines
    assert "zoltan" not in printed(league())


@pytest.mark.parametrize("width", [120, 60, 40])
def test_no_line_is_wider_than_the_terminal(width: int):
    results = [*league(), played("a" * 70, 1)]
    assert max(map(len, printed(results, width).splitlines())) <= width


def test_a_name_cannot_steer_the_terminal():
    shown = printed([played("[bold]\x1b[2Jeve\u202e", 1)])
    assert "[bold]eve\ufffd" in shown


def test_a_student_reads_the_own_score_and_place_and_no_other_name(tmp_path: Path):
    found = pages(tmp_path, league())
    assert "Score. 812.5 (mean of 20 games): place 2 of 5, shared" in text_of(found["anna"])
    assert "Score. 2,503.33 (mean of 20 games): place 1 of 5 " in text_of(found["berta"])
    assert "Score." not in text_of(found["zoltan"])
    for student, html in found.items():
        others = [name for name in found if name != student and name in html]
        assert others == []


def test_the_instructor_s_overview_ranks_the_class(tmp_path: Path):
    write_feedback(tmp_path, league())
    text = text_of((tmp_path / "feedback/bandits.html").read_text("utf-8"))
    assert "Ranking: play (mean of 20 games)" in text
    assert "1 berta 2,503.33 2 anna 812.5 2 carlos 812.5 4 doris 60 5 edgar -3" in text


def test_what_a_score_is_of_and_who_has_it_never_become_markup(tmp_path: Path):
    evil = "<script>alert(1)</script>"
    write_feedback(tmp_path, [played("<b>eve<", 1, what=evil)])
    for path in (tmp_path / "feedback").rglob("*.html"):
        html = path.read_text("utf-8")
        assert "<script>alert" not in html
        assert "<b>eve" not in html


def test_a_csv_has_scores_in_a_column_of_their_own(tmp_path: Path):
    write_csv(league(), tmp_path / "points.csv")
    with (tmp_path / "points.csv").open(newline="", encoding="utf-8") as file:
        lines = list(csv.DictReader(file, strict=True))
    scores = {line["student"]: line["score"] for line in lines if "play" in line["question"]}
    assert scores["berta"] == "2503.333"
    assert scores["edgar"] == "-3"
    assert scores["zoltan"] == ""
    assert {line["score"] for line in lines if "play" not in line["question"]} == {""}


def test_gradescope_gets_a_leaderboard_where_there_are_scores(tmp_path: Path):
    reports = {
        path.parent.name: json.loads(path.read_text())
        for path in write_gradescope(league(), tmp_path)
    }
    for report in reports.values():
        jsonschema.validate(report, SCHEMA)
    assert reports["berta"]["leaderboard"] == [{"name": "play", "value": 2503.333, "order": "desc"}]
    assert "leaderboard" not in reports["zoltan"]
