"""A worker keeps what it is given for as long as it is needed, and nothing stays."""

from __future__ import annotations

import fcntl
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from autograder.cluster import there
from autograder.cluster.parcel import Common, common_of, parcel_of
from autograder.cluster.there import NotAdmitted, Workplace
from autograder.errors import AutograderError, SandboxUnavailable
from autograder.tasks import Task
from tests.autograder.cluster.test_parcel import task_of
from tests.autograder.notebooks import ANSWERS, make_course

pytestmark = pytest.mark.timeout(300)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workplace]:
    made = Workplace.here(str(tmp_path_factory.mktemp("dask")))
    yield made
    made.close()


@pytest.fixture
def task(tmp_path, setting) -> Task:
    root = make_course(tmp_path, {"anna": ANSWERS["right"]})
    (root / "source/tiny/kept.txt").write_text("beside the notebook")
    return task_of(root, setting)


def files_of(place: Workplace) -> list[Path]:
    return [path for path in Path(place.base).rglob("*") if path.is_file()]


def test_what_was_given_goes_when_it_is_dismissed_and_no_test_was_ever_in_a_file(place, task):
    common = common_of(task)
    place.admit(common.digest, common)
    assert any(path.name == "kept.txt" for path in files_of(place))
    place.grade(common.digest, parcel_of(task))
    assert not any(b"kestrel_7319" in path.read_bytes() for path in files_of(place))
    place.dismiss([common.digest])
    assert not any(path.name == "kept.txt" for path in files_of(place))
    with pytest.raises(NotAdmitted):
        place.grade(common.digest, parcel_of(task))


def test_a_fork_server_stays_warm_for_the_next(place, task):
    common = common_of(task)
    place.admit(common.digest, common)
    before = set(Path(place.base).glob("autograder-server-*"))
    other = replace(common, notebook="another")
    place.admit(other.digest, other)
    place.dismiss([common.digest, other.digest])
    assert set(Path(place.base).glob("autograder-server-*")) == before
    assert len(before) == 1


def test_what_nobody_asks_for_in_time_goes(tmp_path, monkeypatch, task):
    monkeypatch.setattr(there, "LEASE_SECONDS", 1.0)
    monkeypatch.setattr(there, "_LOOK_SECONDS", 0.1)
    place, common = Workplace.here(str(tmp_path)), common_of(task)
    try:
        place.admit(common.digest, common)
        assert place.stay([common.digest, "unknown"]) == [common.digest]
        deadline = time.monotonic() + 60
        while any(p.name == "kept.txt" for p in files_of(place)) and time.monotonic() < deadline:
            time.sleep(0.1)
        assert not any(path.name == "kept.txt" for path in files_of(place))
        assert place.stay([common.digest]) == []
    finally:
        place.close()


def test_what_a_worker_left_that_could_not_clear_up_goes_with_the_next_start(tmp_path, monkeypatch):
    monkeypatch.setattr(there, "_memory_folder", lambda: str(tmp_path))
    left, held = tmp_path / "autograder-worker-left", tmp_path / "autograder-worker-held"
    for folder in (left, held):
        folder.mkdir()
        (folder / "lock").touch()
        (folder / "secret").write_text("kestrel_7319")
    with (held / "lock").open() as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        made = Workplace.here("/nowhere")
    made.close()
    assert [path.name for path in tmp_path.iterdir()] == ["autograder-worker-held"]


def test_a_worker_that_cannot_confine_refuses(tmp_path, monkeypatch, task):
    def refuse() -> None:
        raise SandboxUnavailable("this kernel has no Landlock")

    place, common = Workplace.here(str(tmp_path)), common_of(task)
    monkeypatch.setattr("autograder.sandbox.confine.require_support", refuse)
    try:
        with pytest.raises(SandboxUnavailable, match="no Landlock"):
            place.admit(common.digest, common)
    finally:
        place.close()


def test_a_worker_on_which_set_up_cells_do_not_run_refuses(place, task):
    master = task.master.replace("import numpy as np", "import no_such_module")
    common = common_of(replace(task, master=master))
    with pytest.raises(AutograderError, match=r"set-up cells don't run there: .*no_such_module"):
        place.admit(common.digest, common)
    assert not list(Path(place.base).glob("*/given-*"))


def package(folder: Path, content: str) -> Path:
    made = folder / "ours_7319"
    made.mkdir(parents=True)
    (made / "__init__.py").write_text(content)
    return made


def importing_it(task: Task, at_home: Path) -> Common:
    master = task.master.replace(
        "import numpy as np", "import ours_7319; assert ours_7319.answer == 42"
    )
    return common_of(replace(task, master=master, readable=(str(at_home),)))


def test_the_course_s_own_package_is_imported_on_a_worker_that_lacks_it(tmp_path, place, task):
    at_home = package(tmp_path / "home", "answer = 42")
    common = importing_it(task, at_home)
    at_home.rename(tmp_path / "gone")
    place.admit(common.digest, common)
    place.dismiss([common.digest])


def test_a_worker_with_another_package_of_that_name_refuses(tmp_path, place, task, monkeypatch):
    common = importing_it(task, package(tmp_path / "home", "answer = 42"))
    (tmp_path / "home" / "ours_7319").rename(tmp_path / "gone")
    package(tmp_path / "installed", "answer = 41")
    monkeypatch.setattr(sys, "path", [*sys.path, str(tmp_path / "installed")])
    with pytest.raises(AutograderError, match=r"is not what .* is here: install the same"):
        place.admit(common.digest, common)


def test_the_facts_of_a_worker_name_versions_and_the_grader_itself():
    known = there.facts(("scipy.special",))
    assert known["python"] == ".".join(map(str, sys.version_info[:3]))
    assert {"numpy", "scipy", "distributed", "autograder"} <= known.keys()
    assert known == there.facts(("scipy.special",))


def test_a_folder_that_sockets_can_be_made_in_is_short():
    made = Workplace.here("/nowhere")
    try:
        assert len(made.base) < 40
        assert Path(made.base).stat().st_mode & 0o777 == 0o711
    finally:
        made.close()
    assert not Path(made.base).exists()
