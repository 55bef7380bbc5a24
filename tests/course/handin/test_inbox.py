"""Folders that are looked into while grading on arrival: each thing is collected once, when it is all there."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from autograder.coursefolder import CourseFolder
from course.handin.collect import collect
from course.handin.inbox import Inbox, exchange_inbox
from course.watching import watch
from tests.autograder.notebooks import ANSWERS, hand_in, make_course

CONFIG = """
c.Exchange.root = {root!r}
"""


@pytest.fixture
def course(tmp_path: Path) -> CourseFolder:
    """Return a small course with an exchange of nbgrader's."""
    (tmp_path / "course").mkdir()
    root = make_course(tmp_path / "course", {})
    with (root / "nbgrader_config.py").open("a") as config:
        config.write(CONFIG.format(root=str(tmp_path / "exchange")))
    (tmp_path / "exchange" / "tiny" / "inbound").mkdir(parents=True)
    return CourseFolder.at(root)


def submit(course: CourseFolder, student: str, time_: str, kind: str) -> Path:
    """Put what ``nbgrader submit`` puts into the exchange."""
    inbound = exchange_inbox(course)
    assert inbound is not None
    entry = inbound / f"{student}+tiny+2026-11-30 {time_} UTC+abcdef"
    entry.mkdir()
    made = hand_in(course.root / "aside", student, ANSWERS[kind])
    shutil.copy(made, entry / "tiny.ipynb")
    (entry / "timestamp.txt").write_text(f"2026-11-30 {time_} UTC")
    return entry


def submitted(course: CourseFolder) -> dict[str, str]:
    return {
        path.parent.parent.name: path.read_text()
        for path in course.submitted.glob("*/tiny/tiny.ipynb")
    }


def test_each_thing_is_collected_once_and_only_when_it_stands_still(course: CourseFolder):
    inbox = Inbox(course, exchange_inbox(course))
    first = submit(course, "anna", "09:00:00.000000", "half")
    assert inbox.look() == []  # seen once
    (first / "notes.txt").write_text("more is coming")
    inbox._next = 0.0
    assert inbox.look() == []  # it has changed
    inbox._next = 0.0
    (found,) = inbox.look()
    assert found.new == ["anna, tiny"]
    later = submit(course, "anna", "10:00:00.000000", "right")
    for _ in range(2):
        inbox._next = 0.0
        taken = inbox.look()
    assert [one.replaced for one in taken if one.replaced]
    assert submitted(course)["anna"] == (later / "tiny.ipynb").read_text()
    inbox._next = 0.0
    assert inbox.look() == []


def test_a_folder_that_is_away_for_a_while_ends_nothing(course: CourseFolder):
    folder = exchange_inbox(course)
    inbox = Inbox(course, folder)
    submit(course, "anna", "09:00:00.000000", "right")
    folder.rename(folder.with_name("away"))
    assert inbox.look() == []
    folder.with_name("away").rename(folder)
    for _ in range(2):
        inbox._next = 0.0
        taken = inbox.look()
    assert taken[0].new == ["anna, tiny"]


def test_what_somebody_submits_as_somebody_else_is_not_collected(
    course: CourseFolder, monkeypatch: pytest.MonkeyPatch
):
    entry = submit(course, "anna", "09:00:00.000000", "right")
    if os.getuid() == 0:
        os.chown(entry, 1, 1)  # of a student who isn't anna
    else:
        monkeypatch.setattr("course.handin.platforms.os.getuid", lambda: 0)
    found = collect(course, [entry.parent])
    assert not found.new
    assert "check_owner" in found.unmatched[0]
    course.config.ExchangeCollect.check_owner = False
    assert collect(course, [entry.parent]).new == ["anna, tiny"]


def test_a_watch_takes_from_the_exchange_and_says_what_came(course: CourseFolder):
    submit(course, "anna", "09:00:00.000000", "right")
    lines: list[str] = []

    class Servers:
        """Lends no server: nothing is graded here."""

        def close(self) -> None:
            """Do nothing."""

    class Enough(Exception):
        """The watch has said what it had to."""

    def say(line: str) -> None:
        lines.append(line)
        if "Collected" in line:
            raise Enough

    with pytest.raises(Enough):
        watch(course.root, Servers(), say)
    assert any("inbound" in line for line in lines)
    assert list(submitted(course)) == ["anna"]
