"""Grading on arrival: whatever comes is graded once, shown at once, and survives what a day brings."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest

from autograder.arrivals import Arrivals
from autograder.coursefolder import CourseFolder
from autograder.errors import AutograderError
from autograder.gradebook import _make_gradebook, load_results
from autograder.verdict import Graded
from autograder.watch import Watch
from autograder.workers.forkserver import ForkServers
from autograder.workers.kernel import Setting
from tests.autograder.notebooks import (
    ANSWERS,
    POINTS,
    WarmServer,
    hand_in,
    handed_in,
    make_course,
    source,
    write,
)

pytestmark = [
    pytest.mark.timeout(120),
    pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning", "ignore::DeprecationWarning"),
]
RIGHT, HALF = ANSWERS["right"], ANSWERS["half"]
LONG = 60.0


@pytest.fixture(scope="module")
def gradebook(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return an empty gradebook, to be copied."""
    path = tmp_path_factory.mktemp("empty") / "gradebook.db"
    _make_gradebook(f"sqlite:///{path}")
    return path


@pytest.fixture
def course(
    tmp_path: Path, gradebook: Path, setting: Setting, monkeypatch: pytest.MonkeyPatch
) -> Path:
    """Return a small course to which nobody has handed in anything."""
    server = WarmServer(setting.address)
    monkeypatch.setattr("autograder.workers.forkserver.ForkServer", lambda *_, **__: server)
    monkeypatch.setattr("autograder.watch.RETRY_SECONDS", 0.3)
    shutil.copy(gradebook, tmp_path)
    return make_course(tmp_path, {})


class Day:
    """A watch over a course, during which things happen, one after the other."""

    def __init__(self, root: Path, *events: Callable[[], object]) -> None:
        self.root = root
        self.graded: list[Graded] = []
        self.trouble: list[str] = []
        self._events = list(events)

    def run(self) -> Day:
        """Watch until all has happened, and what came of it has been done."""
        watch = Watch(
            self.root,
            ForkServers(),
            jobs=2,
            on_graded=lambda result, _: self.graded.append(result),
            on_trouble=self.trouble.append,
        )
        deadline, quiet = time.monotonic() + LONG, [time.monotonic()]

        def enough() -> bool:
            now = time.monotonic()
            assert now < deadline, "it never came to rest"
            if not watch.idle:
                quiet[0] = now
            elif now > quiet[0] + 1.0:  # several looks have found nothing new
                if not self._events:
                    return True
                self._events.pop(0)()
                quiet[0] = now
            return False

        watch.run(until=enough)
        return self

    def points(self) -> list[tuple[str, float]]:
        """Return who got what, in the order of grading."""
        return [(result.student, result.points) for result in self.graded]


def page(root: Path, student: str) -> Path:
    return root / "feedback" / student / "tiny" / "tiny.html"


def total(kind: str) -> float:
    return sum(points or 0.0 for points in POINTS[kind].values())


def test_what_arrives_is_graded_shown_and_not_graded_again(course: Path):
    hand_in(course, "anna", RIGHT)
    day = Day(course, lambda: hand_in(course, "ben", HALF), lambda: None).run()
    assert day.points() == [("anna", total("right")), ("ben", total("half"))]
    assert not day.trouble
    assert "0.5" in page(course, "ben").read_text()
    overview = (course / "feedback" / "tiny.html").read_text()
    assert "anna" in overview
    assert "ben" in overview
    assert [one.student for one in load_results(course, "tiny")] == ["anna", "ben"]


def test_who_hands_in_again_is_graded_again_and_nobody_else(course: Path):
    for student in ("anna", "ben"):
        hand_in(course, student, HALF)
    day = Day(course, lambda: hand_in(course, "ben", RIGHT)).run()
    assert sorted(day.points()[:2]) == [("anna", total("half")), ("ben", total("half"))]
    assert day.points()[2:] == [("ben", total("right"))]


def test_a_notebook_that_is_still_being_written_waits(course: Path):
    text = nbformat.writes(handed_in(RIGHT))
    path = course / "submitted" / "anna" / "tiny" / "tiny.ipynb"
    path.parent.mkdir(parents=True)
    (course / "submitted" / "ben" / "tiny").mkdir(parents=True)  # the notebook is still to come
    path.write_text(text[:1000])
    day = Day(course, lambda: path.write_text(text)).run()
    assert day.points() == [("anna", total("right"))]


def test_files_that_are_none_and_links_stop_nobody(course: Path):
    hand_in(course, "anna", RIGHT)
    for student in ("ben", "cora", "dan", "eve"):
        (course / "submitted" / student / "tiny").mkdir(parents=True)
    os.mkfifo(course / "submitted/ben/tiny/tiny.ipynb")
    (course / "submitted/cora/tiny/tiny.ipynb").symlink_to("/dev/zero")
    (course / "submitted/dan/tiny/tiny.ipynb").mkdir()
    (course / "submitted/eve/tiny/tiny.ipynb").write_text("not a notebook }")
    (course / "submitted/frank").symlink_to(course / "submitted/anna")
    for student in ("ben", "cora", "dan"):  # without a notebook, a new folder is waited for
        os.utime(course / "submitted" / student / "tiny", (1, 1))
    day = Day(course).run()
    assert {one.student: one.status for one in day.graded} == {
        "anna": "graded",
        **dict.fromkeys(("ben", "cora", "dan", "eve", "frank"), "ungraded"),
    }
    assert all(one.reason for one in day.graded if one.status == "ungraded")
    assert not day.trouble


def test_a_full_disk_is_said_once_and_with_room_nothing_is_missing(course: Path, monkeypatch):
    for student in ("anna", "ben", "cora"):
        hand_in(course, student, RIGHT)
    replace, room = Path.replace, []

    def full(self: Path, target: Path) -> Path:
        if len(room) < 6:
            room.append(target)
            raise OSError(28, "No space left on device")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", full)
    day = Day(course).run()
    assert sorted(one.student for one in load_results(course, "tiny")) == ["anna", "ben", "cora"]
    assert all(page(course, student).exists() for student in ("anna", "ben", "cora"))
    assert day.trouble
    assert all("No space left" in line for line in day.trouble)
    assert len(day.trouble) == len(set(day.trouble))


def test_a_watch_that_starts_again_grades_nothing_twice_and_writes_the_pages_that_are_missing(
    course: Path,
):
    for student in ("anna", "ben"):
        hand_in(course, student, RIGHT)
    first = Day(course).run()
    assert len(first.graded) == 2
    before = {one.student: one for one in load_results(course, "tiny")}
    page(course, "anna").unlink()
    written = page(course, "ben").stat().st_mtime_ns
    Day(course).run()
    assert {one.student: one for one in load_results(course, "tiny")} == before
    assert page(course, "anna").exists()
    assert page(course, "ben").stat().st_mtime_ns == written


def test_when_the_instructor_mends_a_test_all_are_graded_by_it(course: Path):
    for student in ("anna", "ben"):
        hand_in(course, student, HALF)

    def mend() -> None:
        mended = source()
        for cell in mended.cells:
            if cell.metadata.get("nbgrader", {}).get("grade_id") == "draw-tests":
                cell.source = "assert draw is not None"
        write(course / "source/tiny/tiny.ipynb", mended)

    day = Day(course, mend).run()
    assert sorted(day.points()[:2]) == [("anna", 2.0), ("ben", 2.0)]
    assert sorted(day.points()[2:]) == [("anna", 5.0), ("ben", 5.0)]


def test_a_source_that_cannot_be_used_is_said_once_and_those_who_wait_are_graded_when_it_can(
    course: Path,
):
    good = (course / "source/tiny/tiny.ipynb").read_text()
    (course / "source/tiny/tiny.ipynb").write_text(good[:500])
    hand_in(course, "anna", RIGHT)
    begun = time.monotonic()

    day = Day(course)
    watch = Watch(
        course,
        ForkServers(),
        on_graded=lambda result, _: day.graded.append(result),
        on_trouble=day.trouble.append,
    )

    def until() -> bool:
        assert time.monotonic() < begun + LONG
        if day.trouble and time.monotonic() > begun + 2.0:
            (course / "source/tiny/tiny.ipynb").write_text(good)
        return watch.idle and bool(day.graded)

    watch.run(until)
    assert day.points() == [("anna", total("right"))]
    (line,) = day.trouble
    assert line.startswith("tiny:")
    assert "tiny.ipynb" in line


def test_two_watches_over_one_course_are_one_too_many(course: Path):
    def second() -> None:
        with pytest.raises(AutograderError, match="already watches"):
            Watch(course, ForkServers()).run()

    Day(course, second).run()


def test_a_look_returns_what_came_first_and_takes_longer_rests_where_looking_takes_long(
    tmp_path: Path,
):
    make_course(tmp_path, {})
    for age, student in ((300, "zoe"), (200, "anna"), (100, "mia")):
        path = hand_in(tmp_path, student, RIGHT)
        os.utime(path, (time.time() - age,) * 2)
    folder = CourseFolder.at(tmp_path)
    arrivals = Arrivals(folder, folder.assignments)
    assert arrivals.look() == []  # seen once
    assert arrivals.look() == [("zoe", "tiny"), ("anna", "tiny"), ("mia", "tiny")]
    assert arrivals.look() == []
    arrivals.again("tiny", "anna")
    assert arrivals.look() == [("anna", "tiny")]
    assert arrivals.rest > 0
