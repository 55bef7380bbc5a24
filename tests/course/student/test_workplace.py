"""A student's copy is filled from the release, and what a student wrote is sacred."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from autograder.errors import BadSubmission, StorageError, UnknownAssignment
from course.student.workplace import MANIFEST, ORIGINALS, find_notebook, original_of, prepare


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return a course with a released assignment of two files."""
    folder = tmp_path / "course/release/tiny"
    (folder / "img").mkdir(parents=True)
    (folder / "tiny.ipynb").write_text("first")
    (folder / "img/disc.svg").write_text("<svg/>")
    return tmp_path / "course"


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    return tmp_path / "mine"


def publish(root: Path, text: str) -> None:
    (root / "release/tiny/tiny.ipynb").write_text(text)


def names(folder: Path) -> list[str]:
    return sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())


def test_the_first_time_everything_is_copied(root: Path, mine: Path):
    assert prepare(root, "tiny", mine) == []
    kept = f"{ORIGINALS}/tiny/tiny.ipynb"
    assert names(mine) == [MANIFEST, kept, "tiny/img/disc.svg", "tiny/tiny.ipynb"]


def test_what_a_student_wrote_is_never_overwritten(root: Path, mine: Path):
    prepare(root, "tiny", mine)
    (mine / "tiny/tiny.ipynb").write_text("my work")
    assert prepare(root, "tiny", mine) == []
    assert (mine / "tiny/tiny.ipynb").read_text() == "my work"
    assert len(names(mine)) == 4


def test_the_original_of_a_copy_is_what_was_handed_out_last(root: Path, mine: Path):
    prepare(root, "tiny", mine)
    (mine / "tiny/tiny.ipynb").write_text("my work")
    publish(root, "second")
    prepare(root, "tiny", mine)
    for name in ("tiny", "tiny-new"):
        original = original_of(mine / f"tiny/{name}.ipynb")
        assert original == mine / ORIGINALS / "tiny/tiny.ipynb"
        assert original.read_text() == "second"
    assert original_of(mine / "tiny/other.ipynb") is None
    assert original_of(mine / "tiny.ipynb") is None


def test_the_original_in_a_course_s_own_folder_is_the_release(root: Path):
    (root / "nbgrader_config.py").write_text("")
    for name in ("source/tiny", "submitted/anna/tiny"):
        (root / name).mkdir(parents=True)
    released = root / "release/tiny/tiny.ipynb"
    assert original_of(root / "submitted/anna/tiny/tiny.ipynb") == released
    assert original_of(released) is None


def test_a_newer_release_is_put_beside_and_said_once(root: Path, mine: Path):
    prepare(root, "tiny", mine)
    (mine / "tiny/tiny.ipynb").write_text("my work")
    publish(root, "second")
    assert prepare(root, "tiny", mine) == [
        "tiny/tiny.ipynb has a newer version: it is beside yours, as tiny-new.ipynb."
    ]
    assert (mine / "tiny/tiny.ipynb").read_text() == "my work"
    assert (mine / "tiny/tiny-new.ipynb").read_text() == "second"
    assert prepare(root, "tiny", mine) == []


def test_not_even_the_newer_version_is_overwritten(root: Path, mine: Path):
    prepare(root, "tiny", mine)
    for text in ("second", "third"):
        publish(root, text)
        prepare(root, "tiny", mine)
    assert (mine / "tiny/tiny-new.ipynb").read_text() == "second"
    assert (mine / "tiny/tiny-new-2.ipynb").read_text() == "third"


def test_a_copy_of_unknown_origin_is_kept_too(root: Path, mine: Path):
    (mine / "tiny").mkdir(parents=True)
    (mine / "tiny/tiny.ipynb").write_text("my work")
    (mine / MANIFEST).write_text("not json")
    assert len(prepare(root, "tiny", mine)) == 1
    assert (mine / "tiny/tiny.ipynb").read_text() == "my work"


def test_a_deleted_file_comes_back(root: Path, mine: Path):
    prepare(root, "tiny", mine)
    (mine / "tiny/tiny.ipynb").unlink()
    prepare(root, "tiny", mine)
    assert (mine / "tiny/tiny.ipynb").read_text() == "first"


def test_the_manifest_holds_hashes_only(root: Path, mine: Path):
    prepare(root, "tiny", mine)
    known = json.loads((mine / MANIFEST).read_text())
    assert set(known) == {"tiny/tiny.ipynb", "tiny/img/disc.svg"}
    assert all(len(value) == 64 for value in known.values())


def test_an_unknown_assignment_lists_the_known_ones(root: Path, mine: Path):
    with pytest.raises(UnknownAssignment, match="Known: tiny"):
        prepare(root, "big", mine)


def test_a_folder_that_cannot_be_written_is_said_clearly(root: Path, mine: Path):
    mine.write_text("a file where the folder should be")
    with pytest.raises(StorageError, match="Can't write"):
        prepare(root, "tiny", mine)


def test_check_finds_the_notebook_here_by_name_and_at_home(root: Path, mine: Path, elsewhere: Path):
    prepare(root, "tiny", mine)
    home = mine / "tiny/tiny.ipynb"
    assert find_notebook(elsewhere, None, mine) == home
    assert find_notebook(elsewhere, "tiny", mine) == home
    assert find_notebook(mine / "tiny", None, mine) == home
    assert find_notebook(elsewhere, str(home), mine) == home
    here = elsewhere / "tiny.ipynb"
    here.write_text("{}")
    assert find_notebook(elsewhere, None, mine) == here
    assert find_notebook(elsewhere, "tiny", mine) == here


def test_a_newer_version_beside_is_not_taken_for_the_students(root: Path, mine: Path):
    prepare(root, "tiny", mine)
    publish(root, "second")
    prepare(root, "tiny", mine)
    assert find_notebook(mine / "tiny", None, mine).name == "tiny.ipynb"


def test_without_a_notebook_one_line_says_how_to_get_one(elsewhere: Path, mine: Path):
    with pytest.raises(BadSubmission, match="course learn"):
        find_notebook(elsewhere, None, mine)
    with pytest.raises(BadSubmission, match="course learn tiny"):
        find_notebook(elsewhere, "tiny", mine)


def test_several_notebooks_are_asked_about(elsewhere: Path, mine: Path):
    for name in ("a", "b"):
        (elsewhere / f"{name}.ipynb").write_text("{}")
    with pytest.raises(BadSubmission, match="a, b"):
        find_notebook(elsewhere, None, mine)
