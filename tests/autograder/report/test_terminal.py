from __future__ import annotations

import csv
import errno
import io
import json
import os
import sys
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest
from nbgrader.api import Gradebook
from rich.console import Console

from autograder.errors import BadSubmission, StorageError
from autograder.report.terminal import (
    class_table,
    lost_points,
    merge_manual,
    statistics,
    write_csv,
    write_gradescope,
)
from autograder.verdict import UNCONFINED, Graded, Verdict
from tests.autograder.sample_class import (
    EPSILON,
    HINTS,
    LAYERS,
    WRITTEN,
    blank,
    result,
    right,
    sample_class,
    wrong,
)

SCHEMA = json.loads(Path(__file__).with_name("gradescope_schema.json").read_text("utf-8"))


def printed(renderable: object, width: int = 80, **console: object) -> str:
    file = io.StringIO()
    Console(file=file, width=width, **console).print(renderable)
    return file.getvalue()


def line_of(text: str, student: str) -> str:
    return next(line for line in text.splitlines() if line.split()[:1] == [student])


# The class table


def test_every_student_has_one_row_in_order():
    table = printed(class_table(sample_class()))
    rows = [line.split()[0] for line in table.splitlines() if "/26" in line]
    assert rows == ["anna", "ben", "cleo", "dora", "emil", "fritz", "wolf", "zoë"]


def test_a_row_says_points_of_reachable_points_and_percentage():
    table = printed(class_table(sample_class()))
    assert line_of(table, "anna").split()[-2:] == ["26/26", "100"]
    assert line_of(table, "zoë").split()[-2:] == ["21/26", "80"]


def test_almost_all_points_are_never_rounded_up_to_100_percent():
    nearly = replace(right("play"), points=4.99, status="failed")
    written = replace(WRITTEN, status="passed", points=4.0)
    assert line_of(printed(class_table([result("anna", nearly, written)])), "anna").endswith("99 ")


def test_percentage_is_a_lower_bound_while_an_answer_waits_for_a_person():
    row = line_of(printed(class_table(sample_class())), "ben")
    assert "…" in row
    assert row.split()[-2:] == ["≥", "48"]


@pytest.mark.parametrize("width", [120, 80, 44])
def test_ungraded_never_looks_like_zero(width: int):
    table = printed(class_table(sample_class()), width)
    fritz = line_of(table, "fritz")
    assert "—/26" in fritz
    assert "ungraded" in fritz
    assert "0" not in fritz.replace("—/26", "")
    assert "fritz is ungraded: bandits.ipynb is not a notebook" in " ".join(table.split())


def test_a_wide_terminal_shows_names_a_narrower_one_numbers_a_narrow_one_signs():
    results = sample_class()
    wide, usual, narrow = (printed(class_table(results), width) for width in (120, 80, 50))
    assert "3 epsilon-greedy" not in wide
    assert "epsilon-" in wide
    assert "3 epsilon-greedy" in usual
    assert "2.5" in line_of(usual, "ben")
    assert "✓✓✗✓✗ ◐✓…" in narrow


@pytest.mark.parametrize("width", [120, 80, 60, 44])
def test_no_line_is_wider_than_the_terminal(width: int):
    results = sample_class()
    for report in (class_table(results), lost_points(results), statistics(results)):
        assert max(map(len, printed(report, width).splitlines())) <= width


def test_a_console_without_unicode_gets_ascii():
    file = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    console = Console(file=file, width=50)
    for report in (class_table, lost_points, statistics):
        console.print(report(sample_class()))
    file.seek(0)
    assert "++x+x /+~" in file.read()


def test_what_a_student_wrote_cannot_colour_move_or_link_in_the_terminal():
    evil = wrong(
        "ucb1", "[bold red]\x1b]0;owned\x07\x1b[2Jboom\u202etxt.exe[/] \ud800", hint="\x9b1m"
    )
    shown = printed(lost_points([result("[link=x]eve", evil)]), force_terminal=True)
    assert "[bold red]boom\ufffdtxt.exe[/] ?" in shown
    assert "[link=x]eve" in shown
    assert "\x1b]" not in shown
    assert "\x1b[2J" not in shown
    assert "\x9b" not in shown


@pytest.mark.parametrize("layers", [(), (UNCONFINED,)])
def test_grading_without_a_sandbox_or_in_the_kernel_is_said(layers):
    bare = result("anna", replace(right("play"), by="in-kernel"), layers=layers)
    table = printed(class_table([bare]))
    assert "namespaces" not in table
    assert "No sandbox was in force for everybody." in table
    assert "student's kernel, where points can be forged: play" in " ".join(table.split())


def test_grading_without_namespaces_is_said():
    whole, part = result("anna", right("play")), result("ben", right("play"), layers=LAYERS[:-1])
    assert "namespaces" not in printed(class_table([whole]))
    table = " ".join(printed(class_table([whole, part])).split())
    assert "allowed no namespaces, layer 4 of the sandbox" in table


def test_several_notebooks_of_a_student_share_a_row():
    first = Graded("anna", "a", "one", "graded", verdicts=(Verdict("x", "passed", 1.0, 1.0),))
    second = replace(first, notebook="two", verdicts=(Verdict("y", "failed", 0.0, 1.0),))
    assert "1/2" in line_of(printed(class_table([second, first])), "anna")


def test_an_empty_class_is_said_to_be_empty():
    assert "No submissions." in printed(class_table([]))
    assert "No submissions." in printed(lost_points([]))


# Lost points


def test_every_lost_point_has_a_reason_and_a_hint():
    text = " ".join(printed(lost_points([result("ben", EPSILON)])).split())
    assert f"−3 epsilon-greedy: {EPSILON.message}" in text
    assert f"hint: {EPSILON.hint}" in text


def test_an_untouched_notebook_is_one_entry_that_names_every_blank():
    untouched = result("cleo", *(blank(name) for name in HINTS))
    text = " ".join(printed(lost_points([untouched])).split())
    assert text.count("−") == 1
    assert "−22 7 exercises not started" in text
    for name, (_, hint) in HINTS.items():
        assert f"{name} ({hint})" in text


def test_a_blank_that_several_tests_meet_is_named_once():
    again = replace(blank("play"), grade_id="bandits-play-limit-tests")
    untouched = result("cleo", blank("play"))
    untouched = replace(untouched, verdicts=(*untouched.verdicts, again))
    text = " ".join(printed(lost_points([untouched])).split())
    assert f"−{2 * HINTS['play'][0]:g} 1 exercise not started: blanks play" in text
    assert text.count(HINTS["play"][1]) == 1


def test_points_lost_for_one_reason_share_a_line():
    died = [wrong(name, "the kernel died: memory beyond 3072 MB") for name in ("play", "regret")]
    text = printed(lost_points([result("wolf", *died)]))
    assert "−8  play, regret: the kernel died" in text


def test_a_test_that_gives_parts_of_its_points_says_how_many_and_the_score():
    partly = replace(right("play"), points=1.0)
    text = " ".join(printed(lost_points([result("ben", partly)])).split())
    most = HINTS["play"][0]
    assert f"play: 1 of {most:g} points" in text
    text = " ".join(printed(lost_points([result("ben", replace(partly, score=640.5))])).split())
    assert f"play: 1 of {most:g} points, with a score of 640.5" in text


def test_answers_that_wait_for_a_person_are_not_lost():
    assert "No point lost: anna" in printed(lost_points([result("anna")]))


def test_only_the_first_line_of_a_message_is_printed():
    text = printed(lost_points([result("ben", wrong("play", "\nfirst\nsecond"))]))
    assert "first" in text
    assert "second" not in text


# Statistics


def test_statistics_show_which_test_fails_whom():
    rows = {row.title: row for row in statistics(sample_class()).rows}
    ucb = rows["ucb1"]
    assert (ucb.passed, ucb.decided, ucb.undecided) == (4, 7, 0)
    assert ucb.pass_rate == pytest.approx(4 / 7)
    assert ucb.mean_points == pytest.approx(16 / 7)
    assert (ucb.message, ucb.message_count) == ("ZeroDivisionError: division by zero", 2)
    assert rows["epsilon-greedy"].median_seconds == pytest.approx(0.12)


def test_undecided_verdicts_lower_no_rate():
    row = next(row for row in statistics(sample_class()).rows if row.title == "play")
    assert (row.decided, row.undecided) == (6, 1)
    waiting = statistics([result("anna")]).rows[-1]
    assert (waiting.pass_rate, waiting.mean_points, waiting.undecided) == (None, None, 1)


def test_a_test_nobody_passes_is_pointed_out():
    results = [result(name, EPSILON) for name in ("anna", "ben")]
    assert "Nobody passes epsilon-greedy" in printed(statistics(results))


# CSV


def read_csv(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def test_csv_has_a_line_per_student_and_question(tmp_path: Path):
    write_csv(sample_class(), tmp_path / "scores.csv")
    lines = read_csv(tmp_path / "scores.csv")
    assert len(lines) == 8 * 8
    ben = {line["question"]: line for line in lines if line["student"] == "ben"}
    assert ben["bandits-epsilon-greedy-tests"]["points"] == "0.0"
    assert ben["bandits-epsilon-greedy-tests"]["status"] == "failed"
    assert ben["bandits-play-tests"]["status"] == "partly"


def test_csv_leaves_undecided_points_empty(tmp_path: Path):
    write_csv(sample_class(), tmp_path / "scores.csv")
    undecided = [line for line in read_csv(tmp_path / "scores.csv") if line["points"] == ""]
    assert {line["status"] for line in undecided} == {"hand", "ungraded"}
    fritz = [line for line in undecided if line["student"] == "fritz"]
    assert len(fritz) == 8
    assert all("not a notebook" in line["message"] for line in fritz)


def test_csv_leaves_what_is_empty_empty(tmp_path: Path):
    write_csv(sample_class(), tmp_path / "scores.csv")
    lines = read_csv(tmp_path / "scores.csv")
    assert any(line["message"] == "" for line in lines)
    assert not any("'" == field for line in lines for field in line.values())


def test_csv_survives_commas_quotes_and_line_breaks(tmp_path: Path):
    message = 'he said "2, 3"\nand left; ε\r\nagain'
    write_csv([result("o'neil, anna", wrong("play", message))], tmp_path / "scores.csv")
    line = next(line for line in read_csv(tmp_path / "scores.csv") if "play" in line["question"])
    assert line["message"] == message.replace("\r\n", "\n")
    assert line["student"] == "o'neil, anna"
    raw = (tmp_path / "scores.csv").read_bytes()
    assert raw.startswith(b"assignment,")
    assert raw.endswith(b"\r\n")


@pytest.mark.parametrize("formula", ["=1+1", "+1", "-1", "@SUM(A1)", " =1+1", "\t=1+1", "\r=1"])
def test_csv_holds_no_formula(tmp_path: Path, formula: str):
    write_csv([result(formula, wrong("play", formula))], tmp_path / "scores.csv")
    line = next(line for line in read_csv(tmp_path / "scores.csv") if "play" in line["question"])
    for field in (line["student"], line["message"]):
        assert field[0] in "'\ufffd"


def test_csv_points_of_a_late_student_add_up_to_the_total(gradebook: str, tmp_path: Path):
    merged = merge_manual([automatic()], gradebook)
    write_csv(merged, tmp_path / "scores.csv")
    points = [line["points"] for line in read_csv(tmp_path / "scores.csv")]
    assert sum(map(float, filter(None, points))) == pytest.approx(merged[0].points)


# Gradescope


def test_gradescope_files_obey_the_published_format(tmp_path: Path):
    paths = write_gradescope(sample_class(), tmp_path)
    assert [path.parent.name for path in paths][:3] == ["anna", "ben", "cleo"]
    for path in paths:
        jsonschema.validate(json.loads(path.read_text("utf-8")), SCHEMA)


def test_gradescope_score_is_the_sum_of_what_is_decided(tmp_path: Path):
    paths = {path.parent.name: path for path in write_gradescope(sample_class(), tmp_path)}
    ben = json.loads(paths["ben"].read_text("utf-8"))
    assert ben["score"] == 12.5
    assert ben["score"] == sum(test.get("score", 0.0) for test in ben["tests"])
    epsilon = next(test for test in ben["tests"] if test["name"] == "epsilon-greedy")
    assert (epsilon["status"], epsilon["score"], epsilon["max_score"]) == ("failed", 0.0, 3.0)
    assert EPSILON.hint in epsilon["output"]


def test_gradescope_gets_no_number_for_what_nobody_decided(tmp_path: Path):
    paths = {path.parent.name: path for path in write_gradescope(sample_class(), tmp_path)}
    fritz = json.loads(paths["fritz"].read_text("utf-8"))
    assert "score" not in fritz
    assert fritz["tests"] == []
    assert "not a zero" in fritz["output"]
    assert fritz["visibility"] == "after_published"
    emil = json.loads(paths["emil"].read_text("utf-8"))
    play = next(test for test in emil["tests"] if test["name"] == "play")
    assert not {"score", "status"} & set(play)


def test_a_matrix_stands_below_its_label_so_that_its_rows_align(tmp_path: Path):
    turned = Verdict("turn", "failed", 0.0, 1.0, "turned", "3", "[[1, 3],\n [2, 4]]")
    graded = Graded("anna", "a", "a", "graded", verdicts=(turned,))
    (path,) = write_gradescope([graded], tmp_path)
    (test,) = json.loads(path.read_text("utf-8"))["tests"]
    assert test["output"] == "turned\n\nexpected: 3\n\ngot:\n[[1, 3],\n [2, 4]]"


def test_gradescope_refuses_two_assignments_at_once(tmp_path: Path):
    with pytest.raises(ValueError, match="one assignment at a time, got bandits, dqn"):
        write_gradescope([result("anna"), replace(result("anna"), assignment="dqn")], tmp_path)


@pytest.mark.parametrize("student", ["../anna", "..", "", "a/b", "a\\b", "a\0b", "x" * 300])
def test_a_student_id_never_leads_out_of_the_folder(tmp_path: Path, student: str):
    with pytest.raises(BadSubmission, match="can't be a file name"):
        write_gradescope([result("anna"), result(student)], tmp_path / "out")
    assert not (tmp_path / "out").exists()


# Storage


def test_a_full_disk_is_said_and_the_old_file_stands(tmp_path: Path, monkeypatch):
    path = tmp_path / "scores.csv"
    path.write_text("old")

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StorageError, match=r"scores\.csv: No space left on device"):
        write_csv(sample_class(), path)
    assert path.read_text() == "old"
    assert [file.name for file in tmp_path.iterdir()] == ["scores.csv"]


def test_an_unusable_folder_is_said(tmp_path: Path):
    (tmp_path / "file").write_text("")
    with pytest.raises(StorageError, match="cannot write"):
        write_csv(sample_class(), tmp_path / "file" / "scores.csv")


# Manual grading


def automatic() -> Graded:
    return Graded(
        "anna",
        "bandits",
        "bandits",
        "graded",
        verdicts=(
            Verdict("play-tests", "passed", 2.0, 2.0),
            Verdict("ucb1-tests", "failed", 0.0, 3.0, "wrong arm"),
            Verdict("why", "ungraded", None, 4.0, by="hand"),
        ),
    )


@pytest.fixture
def gradebook(tmp_path: Path, monkeypatch) -> str:
    """Return the gradebook of a student who was graded by hand and was late."""
    # nbgrader calls `alembic` when it creates a database.
    monkeypatch.setenv("PATH", f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    url = f"sqlite:///{tmp_path / 'gradebook.db'}"
    with Gradebook(url, "course") as book:
        book.add_assignment("bandits")
        book.add_notebook("bandits", "bandits")
        cell = {"notebook": "bandits", "assignment": "bandits"}
        for name, points in (("play-tests", 2), ("ucb1-tests", 3)):
            book.add_grade_cell(name, max_score=points, cell_type="code", **cell)
        book.add_grade_cell("why", max_score=4, cell_type="markdown", **cell)
        for name in ("play", "why"):
            book.add_solution_cell(name, **cell)
        book.add_student("anna")
        submission = book.add_submission("bandits", "anna")
        submission.notebooks[0].late_submission_penalty = 1.5
        of_anna = ("bandits", "bandits", "anna")
        play = book.find_grade("play-tests", *of_anna)
        play.auto_score, play.extra_credit, play.needs_manual_grade = 2.0, 1.0, False
        why = book.find_grade("why", *of_anna)
        why.manual_score, why.needs_manual_grade = 3.0, False
        book.find_comment("play", *of_anna).manual_comment = "Lovely loop."
        book.find_comment("why", *of_anna).manual_comment = "Think of drifting arms."
        book.db.commit()
    return url


pytestmark = pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning")


def test_manual_scores_extra_credit_and_comments_are_merged(gradebook: str):
    play, ucb, why = merge_manual([automatic()], gradebook)[0].verdicts
    assert (play.status, play.points) == ("passed", 3.0)
    assert play.message == "Lovely loop.\nExtra credit: 1 points."
    assert (ucb.points, ucb.message) == (0.0, "wrong arm")
    assert (why.status, why.points, why.by) == ("failed", 3.0, "hand")
    assert why.message == "Think of drifting arms."


def test_a_late_penalty_is_taken_off_and_said(gradebook: str):
    merged = merge_manual([automatic()], gradebook)[0]
    assert merged.points == 3.0 + 0.0 + 3.0 - 1.5
    assert "Handed in late: 1.5 points off." in merged.notes
    assert "−1.5  handed in late" in printed(lost_points([merged]))


def test_merged_points_equal_what_nbgrader_itself_exports(gradebook: str):
    with Gradebook(gradebook, "course") as book:
        submission = book.find_submission("bandits", "anna")
        exported = max(0.0, submission.score - submission.late_submission_penalty)
    assert merge_manual([automatic()], gradebook)[0].points == exported


def test_a_manual_score_wins_over_a_regrade_and_asks_for_another_look(gradebook: str):
    with Gradebook(gradebook, "course") as book:
        grade = book.find_grade("ucb1-tests", "bandits", "bandits", "anna")
        grade.auto_score, grade.manual_score, grade.needs_manual_grade = 0.0, 2.0, True
        book.db.commit()
    merged = merge_manual([automatic()], gradebook)[0]
    assert merged.verdicts[1].points == 2.0
    assert any(note.startswith("ucb1-tests was graded by hand before") for note in merged.notes)


def test_merging_changes_neither_the_gradebook_nor_other_results(gradebook: str, tmp_path: Path):
    before = (tmp_path / "gradebook.db").read_bytes()
    others = [replace(automatic(), student="ben"), replace(automatic(), assignment="dqn")]
    assert merge_manual(others, gradebook) == others
    ungraded = Graded("anna", "bandits", "bandits", "ungraded", "not a notebook")
    assert merge_manual([ungraded], gradebook) == [ungraded]
    assert (tmp_path / "gradebook.db").read_bytes() == before


def test_a_missing_gradebook_changes_nothing_and_is_not_created(tmp_path: Path):
    assert merge_manual([automatic()], f"sqlite:///{tmp_path / 'none.db'}") == [automatic()]
    assert list(tmp_path.iterdir()) == []


def test_an_unreadable_gradebook_is_said(tmp_path: Path):
    (tmp_path / "gradebook.db").write_text("this is no database, and long enough to be sure of it")
    with pytest.raises(StorageError, match="file is not a database"):
        merge_manual([automatic()], f"sqlite:///{tmp_path / 'gradebook.db'}")


def test_a_merged_result_survives_json(gradebook: str):
    merged = merge_manual([automatic()], gradebook)[0]
    assert type(merged).from_json(merged.to_json()) == merged
