"""Who gets what: as much as can be done at a time, and what is suspect alone."""

from __future__ import annotations

from collections import deque
from concurrent.futures import Future
from typing import Any

from autograder.cluster.jobs import Job, Run, Worker, executing, hand_out


def worker(number: int, threads: int = 1, digest: str = "d") -> Worker:
    return Worker(f"w{number}", f"host{number}", threads, 0.0, 0.0, ready={digest})


def job(name: str, **more: Any) -> Job:
    return Job(name, Future(), None, "d", **more)  # type: ignore[arg-type]


def begin(given: list[tuple[Job, Worker, bool]]) -> None:
    for one, on, alone in given:
        run = Run(one, on, alone, float(len(on.runs)))
        on.runs.append(run)
        one.runs.append(run)


def names(given: list[tuple[Job, Worker, bool]]) -> list[tuple[Any, str, bool]]:
    return [(one.task, on.address, alone) for one, on, alone in given]


def test_work_is_spread_and_each_worker_has_one_more_than_it_can_do_at_a_time():
    waiting = deque(job(name) for name in "abcdefgh")
    given = hand_out(waiting, [worker(1), worker(2, threads=2)])
    assert sorted(on for _, on, _ in names(given)) == ["w1"] * 2 + ["w2"] * 3
    assert [one.task for one in waiting] == ["f", "g", "h"]


def test_a_worker_that_was_not_admitted_gets_nothing():
    waiting = deque([job("a")])
    assert hand_out(waiting, [worker(1, digest="another")]) == []
    assert len(waiting) == 1


def test_who_was_with_a_worker_that_ended_is_alone_on_the_next():
    waiting = deque([job("a"), job("suspect", died_on=["host9"]), job("b")])
    one, two = worker(1, threads=4), worker(2, threads=4)
    given = hand_out(waiting, [one, two])
    assert ("suspect", "w1", True) in names(given)
    assert {on for name, on, _ in names(given) if name != "suspect"} == {"w2"}
    begin(given)
    waiting.append(job("c"))
    assert names(hand_out(waiting, [one, two])) == [("c", "w2", False)]


def test_a_busy_worker_gets_nothing_more_so_that_it_can_take_who_is_to_be_alone():
    one = worker(1, threads=4)
    begin([(job("a"), one, False)])
    waiting = deque([job("suspect", died_on=["host9"]), job("b")])
    assert hand_out(waiting, [one]) == []
    one.runs.clear()
    assert names(hand_out(waiting, [one])) == [("suspect", "w1", True)]


def test_a_worker_that_failed_at_something_gets_it_again_only_if_all_have():
    one, two = worker(1), worker(2)
    waiting = deque([job("a", avoid={"w1"})])
    begin([(job("x"), two, False), (job("y"), two, False)])
    assert hand_out(waiting, [one, two]) == []  # it waits for the other
    two.runs.clear()
    assert names(hand_out(waiting, [one, two])) == [("a", "w2", False)]
    waiting = deque([job("a", avoid={"w1", "w2"})])
    assert len(hand_out(waiting, [one, two])) == 1


def test_what_waits_on_a_worker_is_not_what_it_is_busy_with():
    one = worker(1, threads=2)
    begin([(job(name), one, False) for name in "abc"])
    assert [run.job.task for run in executing(one)] == ["a", "b"]
