"""Whatever interrupts the grader, what was graded stays, and the next run completes it."""

from __future__ import annotations

import itertools
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from autograder import database, trial
from autograder.errors import KernelKilled, StorageError
from autograder.grade import grade_assignment
from autograder.gradebook import load_results
from autograder.patience import Patience
from autograder.sandbox import linux
from autograder.sandbox.processes import children
from autograder.trial import Trial
from autograder.workers.forkserver import ForkServer
from autograder.workers.kernel import Setting, StudentKernel
from tests.autograder.beginnings import STUDENTS, Beginning, begin
from tests.autograder.notebooks import ANSWERS, WarmServer, make_course
from tests.bench.classes import database_of, on_record
from tests.bench.victims import kinds
from tests.postgres import Server

pytestmark = [
    pytest.mark.timeout(300),
    pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning", "ignore::DeprecationWarning"),
]
LOCKER = """
import sqlalchemy, sys
engine = sqlalchemy.create_engine(sys.argv[1])
with engine.connect() as connection:
    if engine.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN EXCLUSIVE")
    else:
        connection.exec_driver_sql("LOCK TABLE grade IN ACCESS EXCLUSIVE MODE")
    print("locked", flush=True)
    sys.stdin.readline()
    connection.rollback()
"""
DATABASES = ("sqlite", "postgresql")


@pytest.fixture(autouse=True)
def warm(setting: Setting, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have each run of the grader use the fork server that is there already."""
    monkeypatch.setattr(
        "autograder.workers.forkserver.ForkServer", lambda *_, **__: WarmServer(setting.address)
    )


@pytest.fixture(scope="module", params=DATABASES)
def server(request: pytest.FixtureRequest) -> Server | None:
    """Return the server with the gradebooks, or None where they are files."""
    return request.getfixturevalue("postgres") if request.param == "postgresql" else None


@pytest.fixture(scope="module")
def beginnings(
    tmp_path_factory: pytest.TempPathFactory, setting: Setting, server: Server | None
) -> dict[str, Beginning]:
    """Return a course never graded before, and one that a person has marked."""
    return begin(tmp_path_factory.mktemp("courses"), setting, server)


@pytest.fixture(params=[pytest.param("new", marks=pytest.mark.slow), "marked"])
def beginning(request: pytest.FixtureRequest, beginnings: dict[str, Beginning]) -> Beginning:
    """Return one of them after the other."""
    return beginnings[request.param]


# Killed


@pytest.mark.slow
@pytest.mark.parametrize("kind", DATABASES)
def test_killed_at_any_instant_and_started_again_no_grade_is_lost_doubled_or_changed(
    request, repo, kind
):
    if kind == "postgresql":
        request.getfixturevalue("postgres")  # without it, there is a word on why
    command = [sys.executable, "-W", "ignore", repo / "tests/bench/killed.py"]
    command += ["--kills", "10", "--students", "4", "--seed", "7", "--database", kind]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "differences from the undisturbed gradebook: 0" in done.stdout
    assert "orphans left: 0" in done.stdout


TEST = "a test, not a cell"


class Strike:
    """Kills a process once, a moment after the kernel was sent a cell with ``word`` in it, or a test."""

    def __init__(self, victim: str, word: str, times: int = 1) -> None:
        self._victim, self._word, self.left = victim, word, times

    def __call__(self, submit: Callable) -> Callable:
        """Return ``StudentKernel._submit`` with the strike in it."""

        def striking(kernel: StudentKernel, source: str | None = None) -> str:
            request = submit(kernel, source)
            if self.left and self._word in (source or TEST):
                self.left -= 1
                time.sleep(0.3)
                os.kill(self._pid(), signal.SIGKILL)
            return request

        return striking

    def _pid(self) -> int:
        found = kinds(os.getpid())
        if self._victim in ("verifier", "fork server"):
            return found[self._victim][-1]
        (kernel,) = found["kernel"]
        init = next(pid for pid in found["init"] if kernel in children(pid))
        keeper = next(pid for pid in found["keeper"] if init in children(pid))
        return {"kernel": kernel, "init": init, "keeper": keeper}[self._victim]


SLOW = {
    "mean": "import time\ntime.sleep(1)\ndef mean(xs):\n    time.sleep(1)\n    return sum(xs) / len(xs)",
    "draw": "def draw(rng): return rng.random()",
}


@pytest.mark.parametrize("word", ["def mean", TEST], ids=["in a cell", "in a test"])
@pytest.mark.parametrize("victim", ["kernel", "init", "keeper", "verifier"])
def test_what_is_killed_from_outside_is_done_again_and_costs_nobody_a_point(
    tmp_path, monkeypatch, victim, word
):
    root = make_course(tmp_path, {"anna": SLOW})
    strike = Strike(victim, word)
    monkeypatch.setattr("autograder.prepare.trial_of", lambda *_: Trial("tiny", "tiny"))
    monkeypatch.setattr(StudentKernel, "_submit", strike(StudentKernel._submit))
    (result,) = grade_assignment(root, "tiny")
    assert strike.left == 0
    assert (result.status, result.notes, result.points) == ("graded", (), 5.0)


def test_who_kills_the_solution_s_kernel_from_outside_weakens_no_test(tmp_path, monkeypatch):
    root = make_course(tmp_path, {"anna": ANSWERS["right"]})
    text = (root / "source/tiny/tiny.ipynb").read_text()
    (root / "source/tiny/tiny.ipynb").write_text(text.replace("# Means", "# The means"))
    usual, killed = trial.run_notebook, []

    def killing(*arguments):
        if len(killed) < 2:
            killed.append(arguments)
            raise KernelKilled("the kernel was killed again and again")
        return usual(*arguments)

    monkeypatch.setattr(trial, "run_notebook", killing)
    (result,) = grade_assignment(root, "tiny")
    assert len(killed) == 2
    assert {v.by for v in result.verdicts} == {"verifier", "hand"}
    assert result.points == 5.0


def test_a_fork_server_that_was_killed_is_started_again_and_the_class_graded(tmp_path, monkeypatch):
    root = make_course(tmp_path, {"anna": SLOW, "ben": SLOW, "carl": SLOW})
    monkeypatch.setattr("autograder.workers.forkserver.ForkServer", ForkServer)
    strike = Strike("fork server", "def mean")
    monkeypatch.setattr(StudentKernel, "_submit", strike(StudentKernel._submit))
    results = grade_assignment(root, "tiny", jobs=2)
    assert [(r.status, r.notes, r.points) for r in results] == [("graded", (), 5.0)] * 3


def test_a_fork_server_whose_grader_is_gone_imports_no_further_and_leaves_nothing():
    server = ForkServer(("no_such_module",), wait=False)
    os.close(server._lifeline)  # as the end of the grader, however violent, does
    server._lifeline = -1
    try:
        assert server._process.wait(60) == 0
        assert not Path(server.address).parent.exists()
    finally:
        server.close()


def test_a_kernel_that_kills_itself_is_no_one_else_s_doing(tmp_path):
    root = make_course(tmp_path, {"anna": {**SLOW, "mean": "import os\nos.kill(os.getpid(), 9)"}})
    (result,) = grade_assignment(root, "tiny")
    assert (result.status, result.points) == ("graded", 3.0)
    assert "mean: ended the kernel" in result.notes[0]


# A full disk


class Disk:
    """A disk of 16 MB, so that it can be full."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._filler = folder / "filler"

    def fill(self, room: int) -> None:
        """Leave no more than ``room`` bytes."""
        left = os.statvfs(self.folder)
        self._filler.write_bytes(bytes(max(0, left.f_bavail * left.f_frsize - room)))

    def make_room(self) -> None:
        """Leave enough."""
        self._filler.unlink()


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Disk]:
    """Return a small disk of its own."""
    if os.geteuid() != 0:
        pytest.skip("only root can mount a disk; test_grade.py has a full one that is made up")
    folder = tmp_path / "disk"
    folder.mkdir()
    linux.mount("tmpfs", str(folder), "tmpfs", linux.MS_NOSUID, "size=16m")
    yield Disk(folder)
    subprocess.run(["umount", "--lazy", folder], check=True)


def test_a_full_disk_is_said_so_whenever_it_is_full_and_with_more_room_the_next_run_completes(
    disk, beginning, caplog
):
    complaints: list[str] = []
    # a new gradebook takes seconds; one on a server takes nothing of this disk
    step = 2**16 if beginning.course.name == "new" and beginning.server is None else 2**13
    for room in itertools.count(0, step):
        root = beginning.copy(disk.folder / f"course{room}")
        disk.fill(room)
        try:
            beginning.grade(root)
            break
        except StorageError as error:
            complaints.append(str(error))
        finally:
            disk.make_room()
        kept = {result.student for result in load_results(root, "tiny")}
        told: list[str] = []
        beginning.grade(root, on_progress=lambda result, *_, told=told: told.append(result.student))
        assert set(told[: len(kept)]) == kept  # what was done was not done again
        assert on_record(root) == beginning.reference, f"with room for {room} bytes"
        shutil.rmtree(root)
    assert len(complaints) >= 3
    for said in complaints:
        assert "disk is full" in said or "No space left" in said
        assert "run the same command again" in said
    assert caplog.records == []  # nbgrader's traceback is not shown as well


# A locked gradebook


class Locker:
    """Another process that uses the gradebook."""

    def __init__(self, root: Path) -> None:
        command = [sys.executable, "-c", LOCKER, database_of(root).address]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        assert self._process.stdout.readline() == b"locked\n"

    def release(self) -> None:
        """Let go of it."""
        self._process.communicate(b"\n")


LOCKED = r"(database is locked|lock timeout).*then run the same command again"


@pytest.mark.parametrize("stored", range(STUDENTS))
def test_a_gradebook_locked_in_the_midst_is_said_so_and_unlocked_the_next_run_completes(
    tmp_path, beginnings, monkeypatch, stored
):
    beginning = beginnings["marked"]
    root = beginning.copy(tmp_path / "course")
    lockers = []

    def lock(result: object = None, done: int = 0, total: int = 0) -> None:
        if done == stored:
            lockers.append(Locker(root))

    lock()
    with monkeypatch.context() as patch:
        be_impatient(patch)
        with pytest.raises(StorageError, match=LOCKED):
            beginning.grade(root, on_progress=lock, patience=Patience(longest=0.0))
    lockers[0].release()
    assert len(load_results(root, "tiny")) == stored
    beginning.grade(root)
    assert on_record(root) == beginning.reference


def be_impatient(patch: pytest.MonkeyPatch) -> None:
    """Have a lock waited for only a moment."""
    from sqlite3.dbapi2 import connect

    def connecting(*args: Any, **more: Any) -> Any:
        return connect(*args, **{**more, "timeout": 0.2})

    patch.setattr("sqlite3.dbapi2.connect", connecting)
    patch.setattr(database, "BUSY_SECONDS", 0.2)


def test_a_gradebook_locked_for_a_moment_is_waited_for(tmp_path, beginnings):
    beginning = beginnings["marked"]
    root = beginning.copy(tmp_path / "course")
    locker = Locker(root)
    timer = threading.Timer(1.0, locker.release)
    timer.start()
    beginning.grade(root)
    timer.join()
    assert on_record(root) == beginning.reference


@pytest.mark.parametrize("stored", range(1, STUDENTS))
def test_one_locked_for_long_in_the_midst_is_told_of_and_the_same_run_goes_on_when_it_is_free(
    tmp_path, beginnings, monkeypatch, stored
):
    beginning = beginnings["marked"]
    root = beginning.copy(tmp_path / "course")
    lockers, told = [], []

    def lock(result: object, done: int, total: int) -> None:
        if done == stored:
            lockers.append(Locker(root))

    def tell(line: str) -> None:
        told.append(line)
        if len(told) == 1:
            lockers[0].release()

    be_impatient(monkeypatch)
    beginning.grade(root, on_progress=lock, patience=Patience(tell))
    assert on_record(root) == beginning.reference
    waiting, going_on = told
    assert "lock" in waiting
    assert "Waiting for it, 10 minutes at most" in waiting
    assert "going on" in going_on
