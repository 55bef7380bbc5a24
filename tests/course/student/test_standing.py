"""What a student reads after `course check`."""

from __future__ import annotations

from pathlib import Path

from rich.console import Console

from course.student.check import Checked, Exercise
from course.student.standing import standing, summary

WALK, WAIT, JUMP = "Exercise 1 · Walk", "Exercise 2 · Wait", "Exercise 3 · Jump"
EXERCISES = [
    Exercise(WALK, "walk-tests", "passed", 2, 2),
    Exercise(WALK, "walk-limit-tests", "failed", 0, 1, "never stops"),
    Exercise(WAIT, "wait-tests", "blank", 0, 2, "fill in: wait"),
    Exercise(WAIT, "wait-end-tests", "blank", 0, 1, "fill in: wait"),
    Exercise(JUMP, "jump-tests", "passed", 1, 1),
    Exercise(JUMP, "jump-edge-tests", "passed", 1, 1),
]


def lines(exercises: list[Exercise], *troubles: str, notes: tuple[str, ...] = ()) -> list[str]:
    console = Console(width=80)
    with console.capture() as capture:
        console.print(standing(Path("x.ipynb"), Checked(exercises, list(troubles), list(notes))))
    return [" ".join(line.split()) for line in capture.get().splitlines() if line.strip()]


def test_tests_that_ended_alike_are_one_line_and_others_two():
    assert lines(EXERCISES) == [
        "x",
        "✓ 2/2 Exercise 1 · Walk",
        "✗ 0/1 further tests of it",
        "never stops",
        "○ 0/3 Exercise 2 · Wait",
        "fill in: wait",
        "✓ 2/2 Exercise 3 · Jump",
        "4 of 8 points so far, by the checks you can see. 1 still to fill in.",
    ]


def test_a_blank_with_two_tests_is_one_thing_to_fill_in():
    assert summary(EXERCISES[2:4]) == (
        "0 of 3 points so far, by the checks you can see. 1 still to fill in."
    )


def test_what_went_wrong_outside_of_the_exercises_comes_first():
    said = lines(EXERCISES[:1], "cell 1, `import wings`: ModuleNotFoundError")
    assert said[1] == "! cell 1, `import wings`: ModuleNotFoundError"


def test_what_was_put_right_comes_last():
    said = lines(EXERCISES[:1], notes=("walk: the cell was missing",))
    assert said[-2] == "· walk: the cell was missing"
