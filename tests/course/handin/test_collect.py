"""From each platform's own download to `submitted/`: everything of everybody, nothing guessed, nothing lost."""

from __future__ import annotations

import subprocess
import zipfile
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from autograder.coursefolder import CourseFolder
from course.handin import parcels
from course.handin.collect import Collected, collect, not_collected
from course.handin.roster import Roster, read_roster
from tests.course.handin import samples
from tests.course.handin.samples import LATE, TWICE, download, rosters, the_class, work_of, zipped

PLATFORMS = (
    "canvas",
    "moodle",
    "blackboard",
    "gradescope",
    "exchange",
    "github",
    "classroom",
    "email",
)
NAMESAKES = {0, 29}
ZONE = ZoneInfo("Europe/Berlin")


@pytest.fixture
def enrolled(course: Path, tmp_path: Path):
    """Return a way to put a platform's table on the roster."""

    def enrol(platform: str) -> CourseFolder:
        table = tmp_path / f"{platform}.csv"
        table.write_text(rosters()[platform], encoding="utf-8")
        roster = Roster.of(course)
        _, doubts = read_roster(table, roster)
        assert doubts == []
        roster.save(course)
        return CourseFolder.at(course)

    return enrol


def everything(folder: Path) -> dict[str, bytes]:
    """Return all files below a folder."""
    return {
        str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()
    }


def gather(course: CourseFolder, *given: Path, **options) -> Collected:
    return collect(course, given, zone=ZONE, **options)


@pytest.mark.parametrize("unpacked", [False, True])
@pytest.mark.parametrize("platform", PLATFORMS)
def test_thirty_are_collected_as_they_were_meant(
    enrolled, tmp_path: Path, platform: str, unpacked: bool
):
    course = enrolled(platform)
    given = download(platform, tmp_path)
    if unpacked:
        with zipfile.ZipFile(given) as stream:
            stream.extractall(tmp_path / "unpacked")
        given = tmp_path / "unpacked"
    found = gather(course, given)
    people = the_class()
    unclear = NAMESAKES if platform == "classroom" else set()  # who has but a name, and shares it
    there = everything(course.submitted)
    for person in people:
        place = f"{person.login}/tiny/tiny.ipynb"
        if person.place in unclear:
            assert place not in there
        else:
            assert there[place] == work_of(person, 2 if person.place in TWICE else 1), person
    assert len(found.new) == 30 - len(unclear)
    assert (found.replaced, found.unchanged, found.older, found.refused) == ([], [], [], [])
    assert len(found.unmatched) == len(unclear)
    assert all("could be stud00 or stud29" in line for line in found.unmatched)
    assert len(found.late) == (len(LATE) if platform == "canvas" else 0)
    receipts = {"blackboard": 30 + len(TWICE), "canvas": 1, "moodle": 1, "gradescope": 1}
    assert len(found.skipped) == receipts.get(platform, 0)
    stamps = {name: text for name, text in there.items() if name.endswith("timestamp.txt")}
    times = {"blackboard": "09:20:30 UTC", "exchange": "09:20:30 UTC", "gradescope": "23:20:23 UTC"}
    assert len(stamps) == (30 if platform in times else 0)
    assert all(text.decode().endswith(times[platform]) for text in stamps.values())
    again = gather(course, given)
    assert len(again.unchanged) == 30 - len(unclear)
    assert (again.new, again.replaced) == ([], [])
    assert everything(course.submitted) == there


def test_a_later_attempt_replaces_and_keeps_an_earlier_one_and_never_the_other_way(
    enrolled, tmp_path: Path
):
    course, person = enrolled("blackboard"), the_class()[2]

    def attempt(day: int, number: int) -> Path:
        name = f"Tiny_{person.login}_attempt_2026-03-{day:02}-10-20-30_tiny.ipynb"
        (tmp_path / f"{day}").mkdir()
        (tmp_path / f"{day}" / name).write_bytes(work_of(person, number))
        return tmp_path / f"{day}"

    gather(course, attempt(5, 1))
    found = gather(course, attempt(7, 2))
    (line,) = found.replaced
    aside = course.root / line.rpartition(" is in ")[2]
    assert (aside / "tiny.ipynb").read_bytes() == work_of(person, 1)
    place = course.submission(person.login, "tiny") / "tiny.ipynb"
    assert place.read_bytes() == work_of(person, 2)
    found = gather(course, attempt(6, 3))
    assert len(found.older) == 1
    assert place.read_bytes() == work_of(person, 2)


def test_every_member_of_a_group_gets_what_one_has_handed_in(
    enrolled, tmp_path: Path, course: Path
):
    enrolled("gradescope")
    jane, jose, soren = the_class()[:3]
    folder = tmp_path / "export"
    (folder / "submission_1").mkdir(parents=True)
    (folder / "submission_1" / "x.ipynb").write_bytes(work_of(jane))
    told = samples._gradescope([jane]).replace("submission_700", "submission_1")
    more = (
        f"  - :name: x\n    :sid: S1\n    :email: {jose.email}\n  - :name: Nobody\n    :sid: S99\n"
    )
    told = told.replace("  :created_at", more + "  :created_at")
    (folder / "submission_metadata.yml").write_text(told)
    found = gather(CourseFolder.at(course), folder)
    assert [line.partition(",")[0] for line in found.new] == [jane.login, jose.login]
    assert len(found.unmatched) == 1
    assert "Nobody is not on the roster" in found.unmatched[0]

    (tmp_path / "groups.csv").write_text(
        f"login,name,group\n{jose.login},{jose.whole},The Wolves\n{soren.login},{soren.whole},The Wolves\n"
    )
    roster = Roster.of(course)
    read_roster(tmp_path / "groups.csv", roster)
    roster.save(course)
    (tmp_path / "thewolves_555_6677_tiny.ipynb").write_bytes(work_of(soren, 9))
    gather(CourseFolder.at(course), tmp_path / "thewolves_555_6677_tiny.ipynb")
    for member in (jose, soren):
        assert (
            course / "submitted" / member.login / "tiny" / "tiny.ipynb"
        ).read_bytes() == work_of(soren, 9)


def test_files_beside_a_notebook_come_along_but_no_time_of_the_students_own(
    enrolled, tmp_path: Path
):
    course, person = enrolled("moodle"), the_class()[1]
    folder = tmp_path / "dl" / f"{person.whole}_901_assignsubmission_file_"
    folder.mkdir(parents=True)
    for name, content in {
        "helper.py": b"x = 1",
        "timestamp.txt": b"1999-01-01 00:00:00 UTC",
        ".hidden": b"x",
    }.items():
        (folder / name).write_bytes(content)
    (folder / "a.ipynb").write_bytes(work_of(person))
    gather(course, tmp_path / "dl")
    assert set(everything(course.submission(person.login, "tiny"))) == {"tiny.ipynb", "helper.py"}


def test_a_zip_that_a_student_made_is_opened_and_the_kits_own_lib_left_out(
    enrolled, tmp_path: Path
):
    course, person = enrolled("moodle"), the_class()[1]
    made = zipped(
        {"work/tiny.ipynb": work_of(person), "work/lib/check.py": b"forged", "__MACOSX/x": b""}
    )
    outer = zipped({f"{person.whole}_901_assignsubmission_file_/work.zip": made})
    (tmp_path / "moodle.zip").write_bytes(outer)
    found = gather(course, tmp_path / "moodle.zip")
    assert len(found.new) == 1
    assert set(everything(course.submission(person.login, "tiny"))) == {"tiny.ipynb"}


BAD = {
    "a path that leads out": {"../../outside.ipynb": b"x"},
    "an absolute path": {"/outside.ipynb": b"x"},
    "a drive": {"C:\\outside.ipynb": b"x"},
    "a thousand entries": {f"{i}.txt": b"" for i in range(1001)},
    "a bomb": {"tiny.ipynb": b"0" * 3_000_000},
}


@pytest.mark.parametrize("what", BAD)
def test_what_no_student_hands_in_ends_in_one_line_and_the_others_are_collected(
    enrolled, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, what: str
):
    monkeypatch.setattr(parcels, "MOST_BYTES", 2_000_000)
    course, (jane, jose) = enrolled("moodle"), the_class()[:2]
    inner = zipped(BAD[what])
    outer = {
        f"{jane.whole}_900_assignsubmission_file_/work.zip": inner,
        f"{jose.whole}_901_assignsubmission_file_/tiny.ipynb": work_of(jose),
    }
    (tmp_path / "moodle.zip").write_bytes(zipped(outer))
    found = gather(course, tmp_path / "moodle.zip")
    assert len(found.new) == 1
    (line,) = found.refused
    assert "work.zip" in line
    assert "\n" not in line
    assert not (tmp_path / "outside.ipynb").exists()
    assert not list(course.submitted.glob(f"{jane.login}/*"))


JANE, JOSE = the_class()[:2]
BLACKBOARD = "_attempt_2026-03-05-10-20-30_"
FORGED = {  # Jane calls her work so that it might be taken for José's
    "canvas": f"{JANE.run_together}_{JANE.number}_1_{JOSE.run_together}_{JOSE.number}_9_tiny.ipynb",
    "moodle": f"{JANE.whole}_900_assignsubmission_file_{JOSE.whole}_901_assignsubmission_file_tiny.ipynb",
    "blackboard": f"Tiny_{JANE.login}{BLACKBOARD}x_{JOSE.login}_attempt_2027-01-01-00-00-00_tiny.ipynb",
    "classroom": f"{JANE.whole} - {JOSE.whole} - tiny.ipynb",
}


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("platform", FORGED)
def test_nobody_hands_in_for_somebody_else(enrolled, tmp_path: Path, platform: str, packed: bool):
    course = enrolled("canvas" if platform == "classroom" else platform)
    if platform == "classroom":  # of two with one name, one leaves
        roster = Roster.of(course.root)
        del roster.students["stud29"]
        roster.save(course.root)
    name, content = FORGED[platform], work_of(JANE)
    if packed:
        hers = (
            name[: name.index("tiny.ipynb")]
            .partition(JOSE.run_together)[0]
            .partition(JOSE.whole)[0]
        )
        hers = hers.partition("x_")[0]
        content = zipped({f"{JOSE.run_together}_{JOSE.number}_9_tiny.ipynb": content})
        name = f"{hers}work.zip"
    folder = tmp_path / "dl"
    folder.mkdir()
    (folder / name).write_bytes(content)
    found = gather(course, folder)
    assert found.new == [f"{JANE.login}, tiny"], (name, found)
    assert not (course.submitted / JOSE.login).exists()


def test_a_folder_in_somebodys_folder_is_not_somebody_elses(enrolled, tmp_path: Path):
    course = enrolled("email")
    folder = tmp_path / "mails" / JANE.email / JOSE.email
    folder.mkdir(parents=True)
    (folder / "tiny.ipynb").write_bytes(work_of(JANE))
    assert gather(course, tmp_path / "mails").new == [f"{JANE.login}, tiny"]


@pytest.mark.parametrize("place", ["submission_700", "submission_700/deeper"])
def test_gradescopes_list_is_not_the_one_that_a_student_hands_in(
    enrolled, tmp_path: Path, place: str
):
    course = enrolled("gradescope")
    with zipfile.ZipFile(download("gradescope", tmp_path)) as stream:
        stream.extractall(tmp_path / "dl")
    forged = "{key}:\n  :submitters:\n  - :name: x\n    :sid: S1\n"
    target = tmp_path / "dl" / "assignment_5_export" / place / "submission_metadata.yml"
    target.parent.mkdir(exist_ok=True)
    target.write_text(forged.format(key="."))
    found = gather(course, tmp_path / "dl")
    assert len(found.new) == 30
    assert (course.submitted / JOSE.login / "tiny" / "tiny.ipynb").read_bytes() == work_of(JOSE)


def test_links_are_never_followed(enrolled, tmp_path: Path):
    course, person = enrolled("moodle"), the_class()[1]
    folder = tmp_path / "dl" / f"{person.whole}_901_assignsubmission_file_"
    folder.mkdir(parents=True)
    secret = tmp_path / "secret.ipynb"
    secret.write_bytes(work_of(person))
    (folder / "tiny.ipynb").symlink_to(secret)
    assert gather(course, tmp_path / "dl").new == []
    entry = zipfile.ZipInfo("tiny.ipynb")
    entry.external_attr = 0o120777 << 16
    with zipfile.ZipFile(tmp_path / "inner.zip", "w") as stream:
        stream.writestr(entry, str(secret))
    made = {
        f"{person.whole}_901_assignsubmission_file_/w.zip": (tmp_path / "inner.zip").read_bytes()
    }
    (tmp_path / "outer.zip").write_bytes(zipped(made))
    found = gather(course, tmp_path / "outer.zip")
    assert found.new == []
    assert "is a link" in found.refused[0]


def test_two_notebooks_of_one_hand_in_are_not_chosen_between_by_luck(enrolled, tmp_path: Path):
    course, person = enrolled("moodle"), the_class()[1]
    folder = tmp_path / "dl" / f"{person.whole}_901_assignsubmission_file_"
    folder.mkdir(parents=True)
    (folder / "a.ipynb").write_bytes(work_of(person, 1))
    (folder / "b.ipynb").write_bytes(work_of(person, 2))
    found = gather(course, tmp_path / "dl")
    assert found.new == []
    assert "nothing says which is later" in found.refused[0]
    (folder / "tiny.ipynb").write_bytes(
        work_of(person, 3)
    )  # the one with the notebook's own name is meant
    assert len(gather(course, tmp_path / "dl").new) == 1
    place = course.submission(person.login, "tiny") / "tiny.ipynb"
    assert place.read_bytes() == work_of(person, 3)


def test_who_has_another_number_is_somebody_else_of_the_same_name(enrolled, tmp_path: Path):
    course, person = enrolled("canvas"), the_class()[4]
    name = tmp_path / f"{person.run_together}_55555_1_tiny.ipynb"
    name.write_bytes(work_of(person))
    found = gather(course, name)
    assert found.new == []
    assert "is not on the roster" in found.unmatched[0]


def test_a_notebook_of_another_course_and_a_broken_one(enrolled, tmp_path: Path):
    course, people = enrolled("canvas"), the_class()
    other = tmp_path / f"{people[1].run_together}_{people[1].number}_1_essay.ipynb"
    other.write_text('{"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}')
    broken = tmp_path / f"{people[2].run_together}_{people[2].number}_1_tiny-1.ipynb"
    broken.write_text("{ this is no notebook")
    found = gather(course, other, broken)
    assert "no exercise of this course" in found.unmatched[0]
    assert found.new == [
        f"{people[2].login}, tiny"
    ]  # by its name: the grader says what is wrong with it


def test_clones_tell_when_they_were_committed(enrolled, tmp_path: Path):
    course, person = enrolled("github"), the_class()[1]
    clone = tmp_path / "clones" / f"tiny-gh-{person.login}"
    clone.mkdir(parents=True)
    (clone / "tiny.ipynb").write_bytes(work_of(person))
    env = {
        "GIT_COMMITTER_DATE": "2026-03-04T10:00:00+0200",
        "PATH": "/usr/bin:/bin",
        "HOME": str(tmp_path),
    }
    for command in (
        ["init", "-q"],
        ["add", "."],
        ["-c", "user.name=x", "-c", "user.email=x@y", "commit", "-qm", "x"],
    ):
        subprocess.run(["git", *command], cwd=clone, env=env, check=True)
    gather(course, tmp_path / "clones")
    stamp = course.submission(person.login, "tiny") / "timestamp.txt"
    assert stamp.read_text() == "2026-03-04 08:00:00 UTC"


def test_a_download_unpacked_into_submitted_is_recognised_and_moved_out_of_the_way(
    enrolled, tmp_path: Path
):
    course = enrolled("canvas")
    with zipfile.ZipFile(download("canvas", tmp_path)) as stream:
        stream.extractall(course.submitted)
    (course.submitted / "stranger_1_2_tiny.ipynb").write_bytes(work_of(the_class()[0]))
    (line,) = not_collected(course.submitted)
    assert "looks like a Canvas download" in line
    assert "course collect submitted/" in line
    found = gather(course, course.submitted)
    assert len(found.new) == 30
    left = {path.name for path in course.submitted.iterdir()} - {
        person.login for person in the_class()
    }
    assert left == {"stranger_1_2_tiny.ipynb"}  # nobody's, so it stays where its owner can be found
    assert len(gather(course, course.submitted).unchanged) == 30


def test_without_a_roster_nobody_is_matched(course: Path, tmp_path: Path):
    found = gather(CourseFolder.at(course), download("canvas", tmp_path))
    assert found.new == []
    assert len(found.unmatched) == 30 + len(TWICE)
