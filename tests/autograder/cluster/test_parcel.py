"""A hand-in that is graded elsewhere gets what it gets here, whatever lies in its folder."""

from __future__ import annotations

import contextlib
import json
import os
import pickle
import socket
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from autograder.cluster.parcel import common_of, parcel_of, same_as, unpack
from autograder.cluster.there import Workplace
from autograder.coursefolder import CourseFolder
from autograder.errors import BadSource
from autograder.files import MOST_FILES
from autograder.prepare import Prepared
from autograder.seeds import course_secret
from autograder.submission import grade_task
from autograder.tasks import Task
from autograder.verdict import Graded
from autograder.workers.kernel import Setting
from tests.autograder.notebooks import ANSWERS, WarmServer, hand_in, make_course

pytestmark = pytest.mark.timeout(300)
PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(64)
READS = {
    "mean": "from pathlib import Path\nimport helper\n"
    "def mean(xs): return sum(xs) / len(xs) if Path('data/a.txt').read_text() == 'a' else helper.no",
    "draw": "print(sorted(p.name for p in Path().iterdir()), Path('helper.py').stat().st_mtime)",
}


def instead(make: Callable[[Path], object]) -> Callable[[Path], object]:
    """Return what puts something else in the notebook's place."""

    def put(folder: Path) -> None:
        (folder / "tiny.ipynb").unlink()
        make(folder / "tiny.ipynb")

    return put


def beside(name: str, make: Callable[[Path], object]) -> Callable[[Path], object]:
    """Return what puts something beside the notebook."""
    return lambda folder: make(folder / name)


def of_size(size: int) -> Callable[[Path], object]:
    def make(path: Path) -> None:
        with path.open("wb") as stream:
            stream.truncate(size)

    return make


def a_socket(path: Path) -> None:
    # its whole path may be too long for one
    with socket.socket(socket.AF_UNIX) as made, contextlib.chdir(path.parent):
        made.bind(path.name)


def what_it_reads(folder: Path) -> None:
    (folder / "data").mkdir()
    (folder / "data" / "a.txt").write_text("a")
    (folder / "helper.py").write_text("no = 0")
    os.utime(folder / "helper.py", (1e9, 1e9))
    hand_in(folder.parents[2], folder.parent.name, READS)


def a_picture(folder: Path) -> None:
    (folder / "seen.png").write_bytes(PICTURE)
    hand_in(folder.parents[2], folder.parent.name, {**ANSWERS["right"], "why": "![see](seen.png)"})


def many(folder: Path) -> None:
    for number in range(MOST_FILES + 1):
        (folder / f"{number}").touch()


def a_link_for_the_folder(folder: Path) -> None:
    moved = folder.rename(folder.with_name("moved"))
    folder.symlink_to(moved)


SHAPES: dict[str, Callable[[Path], object]] = {
    "as it should be": lambda folder: None,
    "files that it reads": what_it_reads,
    "a picture": a_picture,
    "nothing": instead(lambda path: None),
    "another name": instead(lambda path: path.with_name("mine.ipynb").write_text("{}")),
    "a folder for a notebook": instead(Path.mkdir),
    "a pipe for a notebook": instead(os.mkfifo),
    "a socket for a notebook": instead(a_socket),
    "a link for a notebook": instead(lambda path: path.symlink_to("/etc/passwd")),
    "an enormous notebook": instead(of_size(2**40)),
    "no notebook at all": instead(lambda path: path.write_bytes(b"\xff\0")),
    "an enormous file": beside("data.bin", of_size(2**40)),
    "a pipe": beside("pipe", os.mkfifo),
    "a link": beside("link", lambda path: path.symlink_to("/etc/passwd")),
    "a link to a folder": beside("link", lambda path: path.symlink_to("/etc")),
    "a pipe for a time": beside("timestamp.txt", os.mkfifo),
    "a link for a time": beside("timestamp.txt", lambda path: path.symlink_to("/etc/passwd")),
    "a time": beside("timestamp.txt", lambda path: path.write_text("2030-01-02 00:00:00 UTC")),
    "a name that is no text": beside(os.fsdecode(b"\xff.txt"), lambda path: path.touch()),
}
HERE_ALONE: dict[str, Callable[[Path], object]] = {
    "too many files": many,
    "a link for a folder": a_link_for_the_folder,
}


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workplace]:
    """Return what a worker has."""
    made = Workplace.here(str(tmp_path_factory.mktemp("dask")))
    yield made
    made.close()


def task_of(root: Path, setting: Setting, student: str = "anna") -> Task:
    """Return the one task of a course."""
    ready = Prepared.of(CourseFolder.at(root), "tiny")
    (task,) = ready.on(WarmServer(setting.address), ready.tasks([student]))  # type: ignore[arg-type]
    return task


def facts(graded: Graded) -> Graded:
    """Return a result without what differs every time."""
    verdicts = tuple(replace(verdict, seconds=0.0) for verdict in graded.verdicts)
    return replace(graded, verdicts=verdicts, seconds=0.0, cpu_seconds=0.0, host="")


@pytest.mark.parametrize("shape", SHAPES)
def test_it_gets_there_what_it_gets_here(tmp_path, setting, place, shape):
    root = make_course(tmp_path, {"anna": ANSWERS["right"]})
    SHAPES[shape](root / "submitted/anna/tiny")
    task = task_of(root, setting)
    here, common = grade_task(task), common_of(task)
    place.admit(common.digest, common)
    told = place.grade(common.digest, pickle.loads(pickle.dumps(parcel_of(task))))
    assert facts(Graded.from_json(told["graded"])) == facts(here.graded)
    assert told["executed"] == here.executed


def test_a_student_whose_name_is_no_text_is_told_so_there_too(tmp_path, setting, place):
    root = make_course(tmp_path, {"anna": ANSWERS["right"]})
    name = os.fsdecode(b"J\xf6rg")
    (root / "submitted/anna").rename(root / "submitted" / name)
    task = task_of(root, setting, name)
    common = common_of(task)
    place.admit(common.digest, common)
    told = place.grade(common.digest, pickle.loads(pickle.dumps(parcel_of(task))))
    assert facts(Graded.from_json(told["graded"])) == facts(grade_task(task).graded)
    assert "rename it in submitted/" in told["graded"]


@pytest.mark.parametrize("shape", HERE_ALONE)
def test_what_no_worker_need_see_is_refused_here(tmp_path, setting, shape):
    root = make_course(tmp_path, {"anna": ANSWERS["right"]})
    HERE_ALONE[shape](root / "submitted/anna/tiny")
    task = task_of(root, setting)
    with pytest.raises(Exception, match=r"symbolic link|more than"):
        parcel_of(task)
    assert grade_task(task).graded.status == "ungraded"


def test_neither_the_course_s_secret_nor_a_hidden_test_goes_along_with_a_student(tmp_path, setting):
    root = make_course(tmp_path, {"anna": ANSWERS["right"]})
    task = task_of(root, setting)
    secret = course_secret(root)
    parcel, common = parcel_of(task), common_of(task)
    for sent in (pickle.dumps(parcel), pickle.dumps(common)):
        assert secret not in sent
        assert secret.hex().encode() not in sent
        assert str(root).encode() not in sent
    assert b"kestrel_7319" not in pickle.dumps(parcel)
    assert b"kestrel_7319" in pickle.dumps(common)


def test_a_log_of_what_failed_shows_nothing_of_it(tmp_path, setting):
    root = make_course(tmp_path, {"anna": ANSWERS["right"]})
    task = task_of(root, setting)
    shown = repr((parcel_of(task), common_of(task), parcel_of(task).files))
    assert "kestrel_7319" not in shown
    assert "def mean" not in shown
    assert repr(task.secret) not in shown


def test_folders_that_a_course_lets_notebooks_read_go_along(tmp_path, setting):
    root = make_course(tmp_path, {"anna": ANSWERS["right"]})
    package = tmp_path / "kit_of_ours"
    (package / "__pycache__").mkdir(parents=True)
    (package / "__init__.py").write_text("answer = 42")
    (package / "__pycache__" / "x.pyc").write_bytes(b"x")
    task = replace(task_of(root, setting), readable=(str(package),))
    ((path, entries),) = common_of(task).readable
    assert path == str(package)
    unpack(entries, tmp_path / "there")
    assert [p.name for p in (tmp_path / "there").iterdir()] == ["__init__.py"]
    assert same_as(tmp_path / "there", entries)
    (package / "__init__.py").write_text("answer = 43")
    assert not same_as(package, entries)


def test_more_than_can_be_sent_is_said_before_anybody_is_graded(tmp_path, setting, monkeypatch):
    root = make_course(tmp_path, {"anna": ANSWERS["right"]})
    (tmp_path / "data.bin").write_bytes(bytes(2**21))
    task = replace(task_of(root, setting), readable=(str(tmp_path / "data.bin"),))
    monkeypatch.setattr("autograder.cluster.parcel._MOST_MB", 1)
    with pytest.raises(BadSource, match=r"2 MB large: too much to send .*without --scheduler"):
        common_of(task)


def test_a_result_says_which_machine_graded_it(tmp_path, setting, place):
    task = task_of(make_course(tmp_path, {"anna": ANSWERS["right"]}), setting)
    common = common_of(task)
    place.admit(common.digest, common)
    told = json.loads(place.grade(common.digest, parcel_of(task))["graded"])
    assert told["host"] == os.uname().nodename
    assert "seccomp" in told["layers"]
    assert grade_task(task).graded.host == ""
