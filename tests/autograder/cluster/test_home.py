"""Whatever becomes of workers and of their scheduler, each hand-in has one result, and it is its own."""

from __future__ import annotations

import asyncio
import logging
import socket
import sys
import threading
import time
import warnings
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError
from dataclasses import dataclass, field, replace
from typing import Any

import pytest

from autograder.cluster import calls, crew, home, jobs, there
from autograder.cluster.home import Cluster
from autograder.cluster.link import Gone, Link, in_our_words
from autograder.cluster.parcel import Parcel
from autograder.errors import AutograderError, ClusterUnavailable
from autograder.grade import grade_assignment
from autograder.limits import Limits
from autograder.submission import grade_task
from autograder.tasks import Outcome, Task
from autograder.verdict import Graded, Verdict
from autograder.workers.examiner import Setting
from tests.autograder.notebooks import ANSWERS, make_course

pytestmark = pytest.mark.timeout(120)
VERSIONS = {"python": "3.12.1", "numpy": "2.5.5"}


@dataclass
class Machines:
    """Workers that are made up; what becomes of them is said by what they are given."""

    alive: dict[str, dict[str, Any]] = field(default_factory=dict)
    facts: dict[str, dict[str, str]] = field(default_factory=dict)
    refuse: dict[str, str] = field(default_factory=dict)
    graded: Counter[str] = field(default_factory=Counter)
    together: list[set[str]] = field(default_factory=list)
    busy: dict[str, set[str]] = field(default_factory=dict)
    acts: dict[str, Callable[[Machines, str, Parcel], Any]] = field(default_factory=dict)
    reachable: bool = True
    dismissed: list[str] = field(default_factory=list)
    asked: Counter[str] = field(default_factory=Counter)
    answers: dict[str, list[Any]] = field(default_factory=dict)
    number: int = 0

    def start(self, threads: int = 1, **facts: str) -> str:
        """Start one more worker; return its address."""
        self.number += 1
        address = f"tcp://worker:{self.number}"
        self.alive[address] = {"host": "worker", "nthreads": threads, "last_seen": 0.0}
        self.facts[address] = {**VERSIONS, "host": f"host{self.number}", **facts}
        return address


class MadeUp:
    """What :class:`Link` is to Dask, to workers that are made up."""

    def __init__(self, machines: Machines) -> None:
        self._machines = machines

    async def workers(self) -> dict[str, dict[str, Any]]:
        if not self._machines.reachable:
            raise Gone
        for facts in self._machines.alive.values():
            facts["last_seen"] += not facts.get("silent", False)
        return {address: dict(facts) for address, facts in self._machines.alive.items()}

    async def ask(self, worker: str, what: Callable, *arguments: Any) -> Any:
        if worker not in self._machines.alive:
            return OSError("it is gone")
        if what is calls.introduce:
            self._machines.asked[worker] += 1
            answers = self._machines.answers.get(worker)
            return answers.pop(0) if answers else self._machines.facts[worker]
        if what is calls.admit:
            return self._machines.refuse.get(worker, "")
        return list(arguments[0])

    async def grade(self, worker: str, digest: str, parcel: Parcel) -> dict[str, str]:
        """Grade, or do as that student does."""
        machines = self._machines
        busy = machines.busy.setdefault(worker, set())
        busy.add(parcel.student)
        machines.together.append(set(busy))
        try:
            await asyncio.sleep(0.01)
            act = machines.acts.get(parcel.student)
            told = await act(machines, worker, parcel) if act else None
            machines.graded[parcel.student] += 1
            right = result_of(parcel, machines.facts[worker]["host"])
            return right if told is None else told
        finally:
            busy.discard(parcel.student)

    async def leave(self, workers: list[str], digests: list[str]) -> None:
        self._machines.dismissed += digests

    async def close(self) -> None:
        """Hang up."""


def result_of(parcel: Parcel, host: str, status: str = "graded", **more: Any) -> dict[str, str]:
    names = (parcel.student, parcel.assignment, parcel.notebook)
    graded = Graded(*names, status, key=parcel.key, host=host, seconds=0.01, **more)
    return {"graded": graded.to_json(), "executed": "{}"}


async def dies(machines: Machines, worker: str, parcel: Parcel) -> None:
    """Take the worker with it; another one comes."""
    machines.alive.pop(worker, None)
    machines.start()
    await asyncio.sleep(60)


def once(act: Callable) -> Callable:
    """Return an act that is done the first time only."""
    done: list[str] = []

    async def acting(machines: Machines, worker: str, parcel: Parcel) -> Any:
        if not done:
            done.append(worker)
            return await act(machines, worker, parcel)
        return None

    return acting


async def raises(machines: Machines, worker: str, parcel: Parcel) -> None:
    raise OSError("No space left on device")


async def mixes_up(machines: Machines, worker: str, parcel: Parcel) -> dict[str, str]:
    machines.graded[parcel.student] -= 1
    return result_of(replace(parcel, student="somebody else"), worker)


async def forgets(machines: Machines, worker: str, parcel: Parcel) -> dict[str, str]:
    machines.graded[parcel.student] -= 1
    return {}


async def is_cancelled(machines: Machines, worker: str, parcel: Parcel) -> None:
    raise CancelledError


async def falls_silent(machines: Machines, worker: str, parcel: Parcel) -> None:
    machines.alive[worker]["silent"] = True
    await asyncio.sleep(60)


async def is_slow(machines: Machines, worker: str, parcel: Parcel) -> None:
    await asyncio.sleep(3)


@pytest.fixture
def machines(monkeypatch: pytest.MonkeyPatch) -> Machines:
    made = Machines()

    async def to(address: str, seconds: float) -> MadeUp:
        if not made.reachable:
            await asyncio.sleep(0.01)
            raise ClusterUnavailable("nobody answers")
        return MadeUp(made)

    monkeypatch.setattr(Link, "to", to)
    monkeypatch.setattr(there, "facts", lambda _: VERSIONS)
    monkeypatch.setattr(home, "_LOOK_SECONDS", 0.02)
    monkeypatch.setattr(crew, "CUT_OFF_SECONDS", 0.2)
    monkeypatch.setattr(crew, "_TELL_SECONDS", 0.1)
    monkeypatch.setattr(crew, "_REFUSED_SECONDS", 0.3)
    monkeypatch.setattr(jobs, "_LATE_SECONDS", 0.3)
    return made


@pytest.fixture
def said() -> list[str]:
    return []


@pytest.fixture
def cluster(machines: Machines, said: list[str]) -> Iterator[Cluster]:
    with Cluster("host:8786", say=said.append) as made:
        yield made


@pytest.fixture
def task(tmp_path) -> Callable[[str], Task]:
    """Return a function that makes a task of a student's name."""
    root = make_course(tmp_path, {name: {} for name in ("anna", "ben", "carl", "dora", "emil")})
    setting = Setting(Limits(), "", trusted_files=str(root / "source/tiny"))

    def make(student: str) -> Task:
        folder = str(root / "submitted" / student / "tiny")
        return Task(student, "tiny", "tiny", folder, "{}", (), setting, b"", f"key of {student}")

    return make


CLASS = ("anna", "ben", "carl", "dora", "emil")


def all_of(cluster: Cluster, task: Callable[[str], Task]) -> dict[str, Graded]:
    """Grade the class; return the results by student."""
    futures = [cluster.submit(grade_task, task(student)) for student in CLASS]
    outcomes: list[Outcome] = [future.result(60) for future in futures]
    return {one.graded.student: one.graded for one in outcomes}


def test_everybody_is_graded_once(cluster, machines, task):
    for _ in range(3):
        machines.start()
    results = all_of(cluster, task)
    assert set(results) == set(CLASS)
    assert {r.key for r in results.values()} == {f"key of {student}" for student in CLASS}
    assert machines.graded == Counter(CLASS)


@pytest.mark.parametrize(
    "act",
    [dies, raises, forgets, mixes_up, is_cancelled, falls_silent],
    ids=lambda act: act.__name__,
)
def test_what_went_wrong_on_one_worker_is_graded_on_another(cluster, machines, task, act):
    machines.acts["carl"] = once(act)
    machines.start()
    machines.start()
    results = all_of(cluster, task)
    assert {r.status for r in results.values()} == {"graded"}
    assert machines.graded == Counter(CLASS)


def test_who_takes_three_workers_along_is_ungraded_and_the_others_are_graded(
    cluster, machines, task
):
    machines.acts["carl"] = dies
    for _ in range(2):
        machines.start(threads=4)
    results = all_of(cluster, task)
    assert results.pop("carl").status == "ungraded"
    assert {r.status for r in results.values()} == {"graded"}
    assert machines.number == 2 + jobs.DEATHS
    carl = [busy for busy in machines.together if "carl" in busy]
    assert carl[-2:] == [{"carl"}, {"carl"}]  # after the first time it took nobody along


def test_the_reason_of_who_took_workers_along_says_where_and_what_to_do(cluster, machines, task):
    machines.acts["anna"] = dies
    machines.start()
    graded = cluster.submit(grade_task, task("anna")).result(60).graded
    assert "3 workers ended while they graded it (on host1, host2, host3)" in graded.reason
    assert "course grade --students" in graded.reason


def test_what_fails_everywhere_is_ungraded_with_the_reason(cluster, machines, task):
    machines.acts["anna"] = raises
    machines.start()
    graded = cluster.submit(grade_task, task("anna")).result(60).graded
    assert graded.status == "ungraded"
    assert "failed on host1 (OSError: No space left on device)" in graded.reason


def test_what_one_machine_could_not_grade_is_tried_on_another_once(cluster, machines, task):
    async def full(machines: Machines, worker: str, parcel: Parcel) -> dict[str, str] | None:
        if worker.endswith(":1"):
            return result_of(parcel, "host1", "ungraded", reason="the disk is full")
        return None

    machines.acts["anna"] = full
    machines.start(threads=9)
    first = cluster.submit(grade_task, task("anna")).result(60).graded
    assert (first.status, first.reason) == ("ungraded", "the disk is full")  # there is no other
    machines.start(threads=1)
    for student in CLASS[1:]:
        machines.acts[student] = full
    results = all_of(cluster, task)
    while "ungraded" in {r.status for r in results.values()}:  # until the second was admitted
        results = all_of(cluster, task)
    assert {r.host for r in results.values()} == {"host2"}


def test_a_test_that_no_machine_can_decide_stays_open(cluster, machines, task):
    async def open_(machines: Machines, worker: str, parcel: Parcel) -> dict[str, str]:
        verdicts = (Verdict("mean-tests", "ungraded", None, 2.0, message="the verifier failed"),)
        return result_of(parcel, worker, verdicts=verdicts)

    machines.acts["anna"] = open_
    machines.start()
    machines.start()
    graded = cluster.submit(grade_task, task("anna")).result(60).graded
    assert graded.verdicts[0].message == "the verifier failed"
    assert machines.graded["anna"] <= 2


def test_who_is_very_late_is_given_to_another_as_well_and_the_first_result_counts(
    cluster, machines, task
):
    machines.acts["anna"] = once(is_slow)
    machines.start()
    machines.start()
    begun = time.monotonic()
    assert cluster.submit(grade_task, task("anna")).result(60).graded.status == "graded"
    assert machines.graded == Counter(["anna"])
    assert time.monotonic() < begun + 60


def test_a_worker_of_other_versions_is_told_in_one_line_and_gets_nothing(
    cluster, machines, task, said
):
    machines.start(numpy="2.4.0")
    machines.start()
    results = all_of(cluster, task)
    assert {r.host for r in results.values()} == {"host2"}
    (line,) = said
    assert line.startswith("Not used: the worker at tcp://worker:1")
    assert "numpy is 2.4.0 there and 2.5.5 here: install the same there as here" in line


def test_a_worker_that_cannot_confine_gets_nothing(cluster, machines, task, said):
    machines.refuse[machines.start()] = "it can't confine students' code: no Landlock"
    machines.start()
    assert {r.host for r in all_of(cluster, task).values()} == {"host2"}
    assert len(said) == 1
    assert "no Landlock" in said[0]


def test_a_worker_without_the_grader_is_told_and_asked_once(cluster, machines, task, said):
    lacking = machines.start()
    machines.answers[lacking] = [Exception("No module named 'autograder'")] * 99
    machines.start()
    assert {r.host for r in all_of(cluster, task).values()} == {"host2"}
    assert len(said) == 1
    assert "No module named 'autograder'" in said[0]
    assert machines.asked[lacking] == 1


def test_a_worker_that_is_busy_is_asked_again(cluster, machines, task, monkeypatch):
    monkeypatch.setattr(crew, "_PAUSE_SECONDS", 0.01)
    machines.answers[machines.start()] = [TimeoutError(), OSError("closed")]
    assert {r.status for r in all_of(cluster, task).values()} == {"graded"}
    silent = machines.start()
    machines.answers[silent] = [OSError("closed")] * 99
    while machines.asked[silent] < 5:
        all_of(cluster, task)
    assert machines.asked[silent] == 5


def test_if_nobody_who_came_can_grade_that_is_said_in_time(cluster, machines, task):
    machines.start(python="3.11.0")
    future = cluster.submit(grade_task, task("anna"))
    with pytest.raises(ClusterUnavailable, match="no worker that can grade at tcp://host:8786"):
        future.result(60)
    with pytest.raises(ClusterUnavailable):  # nor does anybody wait who comes later
        cluster.submit(grade_task, task("ben")).result(60)


def test_workers_may_come_late(cluster, machines, task, said):
    future = cluster.submit(grade_task, task("anna"))
    while not said:
        time.sleep(0.01)
    assert said[0].startswith("No worker at tcp://host:8786 yet: waiting up to 10 minutes for one")
    machines.start()
    assert future.result(60).graded.status == "graded"


def test_the_scheduler_may_go_and_come_back(cluster, machines, task, said):
    async def falls(machines: Machines, worker: str, parcel: Parcel) -> None:
        machines.reachable = False
        machines.alive.clear()
        threading.Timer(
            0.2, lambda: (machines.start(), setattr(machines, "reachable", True))
        ).start()
        await asyncio.sleep(60)

    machines.acts["carl"] = once(falls)
    machines.start()
    assert {r.status for r in all_of(cluster, task).values()} == {"graded"}
    assert [line.partition(". ")[0] for line in said] == [
        "The scheduler at tcp://host:8786 is gone",
        "The scheduler at tcp://host:8786 is back: grading goes on.",
    ]


def test_a_scheduler_that_stays_away_ends_it_with_one_line(cluster, machines, task, monkeypatch):
    monkeypatch.setattr(home, "RETURN_SECONDS", 0.2)
    machines.acts["anna"] = falls_silent
    machines.start()
    future = cluster.submit(grade_task, task("anna"))
    while "tcp://worker:1" not in machines.busy:
        time.sleep(0.01)
    machines.reachable = False
    with pytest.raises(
        ClusterUnavailable, match=r"did not come back .*graded is kept.*same command"
    ):
        future.result(60)


def test_workers_are_left_with_nothing(machines, task):
    with Cluster("host:8786") as cluster:
        machines.start()
        cluster.submit(grade_task, task("anna")).result(60)
    assert len(machines.dismissed) == 1


def test_what_can_not_be_read_here_is_refused_here_in_the_usual_words(
    cluster, machines, task, monkeypatch
):
    def grade_here(task: Task) -> Outcome:
        return Outcome(Graded(task.student, "tiny", "tiny", "ungraded", reason="more than 5,000"))

    def refuse(task: Task) -> Parcel:
        raise PermissionError

    monkeypatch.setattr(home, "parcel_of", refuse)
    monkeypatch.setattr(home, "grade_task", grade_here)
    machines.start()
    outcome = cluster.submit(grade_here, task("anna")).result(60)
    assert outcome.graded.reason == "more than 5,000"
    assert not machines.graded


def test_it_does_nothing_but_grade(cluster, task):
    with pytest.raises(ValueError, match="nothing else"):
        cluster.submit(replace, task("anna"))


def test_not_more_is_under_way_than_there_are_workers_for(cluster, machines):
    assert cluster.at_once == 4
    machines.start(threads=8)
    deadline = time.monotonic() + 60
    while cluster.at_once == 4 and time.monotonic() < deadline:
        time.sleep(0.01)
    assert cluster.at_once == 28


# Without anything made up


def test_dask_says_nothing_in_its_own_words(caplog):
    from distributed import client

    logger = logging.getLogger(client.__name__)
    before = logger.level
    with in_our_words():
        logger.error("a traceback of forty lines")
        warnings.warn_explicit("a table of versions", UserWarning, "client.py", 1, client.__name__)
    assert not caplog.records
    assert logger.level == before


def test_an_address_where_nobody_is_ends_in_one_line(monkeypatch):
    monkeypatch.setattr(home, "CONNECT_SECONDS", 1.0)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(
        ClusterUnavailable, match=r"no Dask scheduler answers at tcp://127.*: is it"
    ):
        Cluster(f"127.0.0.1:{port}").__enter__()


def test_an_address_where_something_else_is_ends_in_one_line(monkeypatch):
    monkeypatch.setattr(home, "CONNECT_SECONDS", 1.0)
    with socket.create_server(("127.0.0.1", 0)) as mute:
        address = f"tcp://127.0.0.1:{mute.getsockname()[1]}"
        with pytest.raises(ClusterUnavailable, match="no Dask scheduler answers"):
            Cluster(address).__enter__()


@pytest.mark.parametrize("address", ["no://host:1", "tcp://", "tcp://host:port", ""])
def test_an_address_that_is_none_ends_in_one_line(monkeypatch, address):
    monkeypatch.setattr(home, "CONNECT_SECONDS", 1.0)
    with pytest.raises(ClusterUnavailable, match="no Dask scheduler answers"):
        Cluster(address).__enter__()


def test_without_the_package_that_is_said(monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(AutograderError, match=r"pip install 'peter-rl-course\[cluster\]'"):
        Cluster("host:8786").__enter__()


def test_dask_s_own_executor_is_refused_because_its_tasks_would_hold_this_machine(tmp_path):
    executor = type("ClientExecutor", (), {"__module__": "distributed.cfexecutor"})()
    root = make_course(tmp_path, {"anna": ANSWERS["right"]})
    with pytest.raises(AutograderError, match=r"autograder\.cluster\.home import Cluster"):
        grade_assignment(root, "tiny", executor=executor)
