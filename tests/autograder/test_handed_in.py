"""Nothing that one student hands in stops or changes the grading of the others."""

from __future__ import annotations

import json
import math
import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from nbgrader.api import Gradebook

from autograder.files import DEEPEST, MOST_FILES, listed
from autograder.grade import grade_assignment
from autograder.gradebook import load_results
from autograder.limits import Limits
from autograder.notebook import cells
from autograder.notebook.intake import read_timestamp
from autograder.sandbox.confine import remove_tree
from autograder.sandbox.processes import disk_mb
from autograder.workers.kernel import Setting
from tests.autograder.notebooks import ANSWERS, hand_in, make_course

pytestmark = [
    pytest.mark.timeout(120),
    pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning", "ignore::DeprecationWarning"),
]
RIGHT = ANSWERS["right"]


def a_pipe(path: Path) -> None:
    os.mkfifo(path)


def text(content: str | bytes) -> Callable[[Path], object]:
    data = content if isinstance(content, bytes) else content.encode()
    return lambda path: path.write_bytes(data)


STAMPS: dict[str, Callable[[Path], object]] = {
    "words": text("soon"),
    "a number": text("5"),
    "a month": text("May"),
    "bytes of another encoding": text("2030-01-02 gestört".encode("utf-16")),
    "random bytes": text(bytes(range(256))),
    "the year 1": text("0001-01-01 00:00:00 +14"),
    "the year 9999": text("9999-12-31 23:59:59 -1200"),
    "many digits": text("9" * 900),
    "an unknown zone": text("2030-01-02 00:00:00 Nowhere/Atall/" + "x" * 100),
    "nothing": text(""),
    "a novel": text("2030-01-02 " * 10_000),
    "half a character": text(b"2030\xff"),
    "a folder": Path.mkdir,
    "a pipe": a_pipe,
    "a link": lambda path: path.symlink_to("/etc/hostname"),
    "a link to itself": lambda path: path.symlink_to(path),
    "a device": lambda path: path.symlink_to("/dev/zero"),
}


@pytest.mark.parametrize("kind", STAMPS)
def test_a_time_stamp_that_is_none_is_a_remark(tmp_path: Path, kind: str):
    STAMPS[kind](tmp_path / "timestamp.txt")
    moment, remarks = read_timestamp(tmp_path)
    if kind in ("nothing", "an unknown zone"):  # an empty file; a time whose zone is taken for UTC
        assert len(remarks) <= 1
    else:
        assert moment == ""
        assert "timestamp.txt was not used" in remarks[0]
        assert remarks[0].isprintable()


@pytest.mark.parametrize(
    ("said", "utc"),
    [
        ("2030-01-02 03:04:05 UTC", "2030-01-02 03:04:05"),
        ("2030-01-02 03:04:05.678901 Europe/Paris\n", "2030-01-02 02:04:05.678901"),
        ("2030-01-02T03:04:05+02:00", "2030-01-02 01:04:05"),
        ("\ufeff2030-01-02 03:04", "2030-01-02 03:04:00"),
    ],
)
def test_a_time_stamp_is_read_as_nbgrader_reads_it(tmp_path: Path, said: str, utc: str):
    (tmp_path / "timestamp.txt").write_text(said, encoding="utf-8")
    assert read_timestamp(tmp_path) == (utc, [])


@pytest.fixture
def class_of(tmp_path: Path, setting: Setting, monkeypatch: pytest.MonkeyPatch):
    """Return a function that makes a course of these students, graded on the fork server of all."""

    class Server:
        address = setting.address

        def wait_until_ready(self) -> None:
            """Be ready."""

        def close(self) -> None:
            """Leave it running."""

    monkeypatch.setattr("autograder.workers.forkserver.ForkServer", lambda *_, **__: Server())
    return lambda *names: make_course(tmp_path, dict.fromkeys(names, RIGHT))


def test_a_class_with_every_kind_of_time_stamp_is_graded_to_its_end(class_of):
    names = [f"s{number:02}" for number in range(len(STAMPS))]
    root = class_of(*names, "zoe")
    for name, make in zip(names, STAMPS.values(), strict=True):
        make(root / "submitted" / name / "tiny" / "timestamp.txt")
    (root / "submitted/zoe/tiny/timestamp.txt").write_text("2030-01-02 03:04:05 UTC")
    for _ in range(2):
        results = grade_assignment(root, "tiny", jobs=2)
        assert {r.points for r in results} == {5.0}
    assert results[-1].handed_in == "2030-01-02 03:04:05"
    with Gradebook(f"sqlite:///{root}/gradebook.db") as book:
        assert str(book.find_submission("tiny", "zoe").timestamp) == "2030-01-02 03:04:05"
        assert book.find_submission("tiny", names[0]).timestamp is None


def test_a_folder_name_that_is_no_text_is_that_student_s_note(class_of):
    root = class_of("anna", "zoe")
    hand_in(root, "joerg", RIGHT)
    (root / "submitted/joerg").rename(root / "submitted" / os.fsdecode(b"J\xf6rg"))
    results = {r.student: r for r in grade_assignment(root, "tiny", jobs=2)}
    assert results["anna"].points == results["zoe"].points == 5.0
    (other,) = results.keys() - {"anna", "zoe"}
    assert results[other].status == "ungraded"
    assert "rename it in submitted/" in results[other].reason
    assert len(load_results(root, "tiny")) == 3


def test_files_beside_the_notebook_are_not_read_whole_before_they_are_measured(class_of):
    root = class_of("anna", "zoe")
    huge = root / "submitted/anna/tiny/data.bin"
    with huge.open("wb") as stream:
        stream.truncate(2**40)  # takes no room on the disk
    shutil.copy(huge.parent / "tiny.ipynb", huge.parent / "copy.ipynb")
    results = grade_assignment(root, "tiny", jobs=2)
    assert [r.status for r in results] == ["ungraded", "graded"]
    assert "MB large" in results[0].reason


def test_a_large_notebook_is_read_outside_the_grader(class_of, monkeypatch):
    root = class_of("anna", "bert", "carl", "zoe")

    def rewritten(student: str, change: Callable[[dict], object]) -> None:
        path = root / "submitted" / student / "tiny" / "tiny.ipynb"
        made = json.loads(path.read_text())
        change(made)
        path.write_text(json.dumps(made))

    pictures = {"data": {"image/png": "iVBORw0KGgo" * 100_000}, "output_type": "display_data"}
    rewritten("anna", lambda made: made["cells"][-1].update(outputs=[pictures]))
    rewritten("bert", lambda made: made["cells"].extend([{"cell_type": "raw"}] * 100_000))
    rewritten("carl", lambda made: made["metadata"].update(lists=[[]] * 3_000_000))
    seen = []
    parse = cells.plain_cells

    def noted(name: str, data: bytes, limits: Limits) -> list:
        seen.append(len(data))
        return parse(name, data, limits)

    monkeypatch.setattr("autograder.notebook.intake.plain_cells", noted)
    results = grade_assignment(root, "tiny", jobs=2, limits=Limits(read_memory_mb=200))
    assert [r.status for r in results] == ["graded", "ungraded", "ungraded", "graded"]
    assert results[0].points == results[3].points == 5.0
    assert "100,0" in results[1].reason
    assert "cells (at most 2,000)" in results[1].reason
    assert "takes more than 200 MB of memory to read" in results[2].reason
    assert max(seen) < 2**16, "what came from outside"


def test_outputs_of_one_notebook_are_bounded_in_all(class_of):
    root = class_of("anna")
    path = root / "submitted/anna/tiny/tiny.ipynb"
    made = json.loads(path.read_text())
    loud = {"cell_type": "code", "source": "print('x' * 100_000)", "metadata": {}}
    made["cells"][1:1] = [{**loud, "outputs": [], "execution_count": None}] * 20
    path.write_text(json.dumps(made))
    (result,) = grade_assignment(root, "tiny", limits=Limits(notebook_output_mb=0.5))
    assert result.points == 5.0
    assert [n for n in result.notes if n.endswith("outputs beyond 0.5 MB in all are not kept")]
    assert (root / "autograded/anna/tiny/tiny.ipynb").stat().st_size < 2**20


def nested(levels: int) -> Callable[[Path], object]:
    def make(folder: Path) -> None:
        here = os.open(folder, os.O_RDONLY)
        for _ in range(levels):
            os.mkdir("a", dir_fd=here)
            deeper = os.open("a", os.O_RDONLY, dir_fd=here)
            os.close(here)
            here = deeper
        os.close(here)

    return make


def long_names(folder: Path) -> None:
    here = os.open(folder, os.O_RDONLY)
    for _ in range(20):
        os.mkdir("b" * 240, dir_fd=here)
        deeper = os.open("b" * 240, os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = deeper
    os.close(here)


def many_files(folder: Path) -> None:
    for number in range(MOST_FILES + 1):
        (folder / f"{number}.txt").touch()


FOLDERS: dict[str, tuple[Callable[[Path], object], str]] = {
    "as many levels as are allowed": (nested(DEEPEST), ""),
    "a level more": (nested(DEEPEST + 1), "more than 150 levels"),
    "as many levels as a path has room for": (nested(1500), "more than 150 levels"),
    "long names": (long_names, "paths of more than 1,000 characters"),
    "many files": (many_files, "more than 5,000 files and folders"),
}


def test_folders_that_nobody_can_walk_through_are_that_student_s_affair(class_of):
    names = [f"s{number}" for number in range(len(FOLDERS))]
    root = class_of(*names, "zoe")
    try:
        for name, (make, _) in zip(names, FOLDERS.values(), strict=True):
            make(root / "submitted" / name / "tiny")
        begun = time.monotonic()
        results = {r.student: r for r in grade_assignment(root, "tiny", jobs=2)}
        assert time.monotonic() - begun < 60  # nothing of this is tried again and again
    finally:
        for name in names:
            remove_tree(str(root / "submitted" / name))
    assert results["zoe"].points == 5.0
    for name, (_, why) in zip(names, FOLDERS.values(), strict=True):
        assert results[name].status == ("ungraded" if why else "graded")
        assert why in results[name].reason
        assert results[name].points == (0.0 if why else 5.0)


def test_a_file_that_cannot_be_read_is_left_out_with_a_remark(class_of, monkeypatch):
    root = class_of("ann")
    (root / "submitted/ann/tiny/data.csv").write_text("1")
    copy = shutil.copy2

    def refuse(path: Path, *more, **how):  # as for an ordinary user; root may read everything
        if path.name == "data.csv":
            raise PermissionError(13, "Permission denied", str(path))
        return copy(path, *more, **how)

    monkeypatch.setattr("autograder.staging.shutil.copy2", refuse)
    (ann,) = grade_assignment(root, "tiny")
    assert ann.points == 5.0
    assert "data.csv can't be read: graded without it" in ann.notes


def test_what_is_listed_is_in_order_and_follows_no_links(tmp_path: Path):
    (tmp_path / "b").mkdir()
    for name in ("b/2", "b/1", "a"):
        (tmp_path / name).touch()
    (tmp_path / "c").symlink_to("/etc")
    assert [str(p.relative_to(tmp_path)) for p in listed(tmp_path)] == ["a", "b/1", "b/2", "c"]


def test_a_folder_is_removed_however_deep_it_is(tmp_path: Path):
    deep = tmp_path / "deep"
    deep.mkdir()
    nested(2500)(deep)
    shut = deep / "shut"
    shut.mkdir()
    (shut / "file").touch()
    shut.chmod(0)
    remove_tree(str(deep))
    assert not deep.exists()


def test_what_cannot_be_looked_into_counts_as_a_full_disk(tmp_path: Path):
    assert disk_mb(str(tmp_path), [], 10) < 10
    nested(2500)(tmp_path)
    try:
        assert disk_mb(str(tmp_path), [], 10) == math.inf
    finally:
        remove_tree(str(tmp_path))
