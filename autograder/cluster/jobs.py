"""What is to be graded on a cluster, and who does: plain records that ``home`` moves about."""

from __future__ import annotations

import asyncio
import math
import time
from collections import deque
from collections.abc import Iterable
from concurrent.futures import Future
from dataclasses import dataclass, field

from autograder.cluster.parcel import Common
from autograder.tasks import Outcome, Task

DEATHS = 3  # of workers that a hand-in may take with it
_FAILURES = 3  # of the grader's, on as many workers as there are
_AHEAD = 1  # hand-ins that wait on a worker, so that it need not wait for us
_LATE = 4.0  # times as long as the slowest: who takes that long gets help, if anybody has time
_LATE_SECONDS = 30.0  # but not sooner


@dataclass(eq=False)
class Run:
    """One attempt at a hand-in, on one worker."""

    job: Job
    worker: Worker
    alone: bool
    begun: float  # on the monotonic clock
    doing: asyncio.Task[None] | None = None


@dataclass(eq=False)
class Job:
    """One hand-in, until there is a result."""

    task: Task
    future: Future[Outcome]
    common: Common
    digest: str
    died_on: list[str] = field(default_factory=list)  # hosts of workers that ended meanwhile
    failures: list[str] = field(default_factory=list)  # of the grader's
    avoid: set[str] = field(default_factory=set)  # addresses of workers that failed at it
    first: Outcome | None = None  # what one worker found that could not grade it
    runs: list[Run] = field(default_factory=list)

    def given_up(self) -> str:
        """Return why it is not tried any more, or nothing."""
        if len(self.died_on) >= DEATHS:
            where = ", ".join(sorted(set(self.died_on)))
            return (
                f"{len(self.died_on)} workers ended while they graded it (on {where}): see the log of the "
                "cluster; a machine without memory left is the usual cause. Try it with "
                "course grade --students, without --scheduler"
            )
        return self.failures[-1] if len(self.failures) >= _FAILURES else ""


@dataclass(eq=False)
class Worker:
    """One worker of the cluster, as we see it from here."""

    address: str
    host: str
    threads: int
    last_seen: float  # by the scheduler's clock
    since: float  # by ours: when that changed
    cut_off: bool = False
    ready: set[str] = field(default_factory=set)  # digests of what it was admitted for
    asked: set[str] = field(default_factory=set)
    refused: str = ""
    runs: list[Run] = field(default_factory=list)

    @property
    def load(self) -> float:
        """How much it has to do: 1 is what it can do at a time."""
        return len(self.runs) / self.threads

    def has_room(self) -> bool:
        """Say whether it may be given another hand-in."""
        return len(self.runs) < self.threads + _AHEAD and not any(run.alone for run in self.runs)


def executing(worker: Worker) -> list[Run]:
    """Return what a worker was busy with: it does the first first."""
    return sorted(worker.runs, key=lambda run: run.begun)[: worker.threads]


def hand_out(waiting: deque[Job], workers: list[Worker]) -> list[tuple[Job, Worker, bool]]:
    """Decide who gets what, and whether alone; take it from what is waiting.

    Who was with a worker that ended is given to one that has nothing else to do: so it takes nobody along,
    and is taken along by nobody. A worker that failed at a hand-in gets it only if there is no other.
    """
    given: list[tuple[Job, Worker, bool]] = []
    load = {worker: len(worker.runs) for worker in workers}
    suspects = [job for job in waiting if job.died_on]
    free = sorted((w for w in workers if w.has_room()), key=lambda w: w.load)
    for job in suspects:
        worker = _suits(job, free, workers)
        if worker is None:
            continue
        free.remove(worker)  # in any case: it gets nothing more until it has done what it has
        if not worker.runs:
            waiting.remove(job)
            given.append((job, worker, True))
    for job in [job for job in waiting if not job.died_on]:
        room = [w for w in free if load[w] < w.threads + _AHEAD]
        if not room:
            break
        worker = _suits(job, sorted(room, key=lambda w: load[w] / w.threads), workers)
        if worker is not None:
            waiting.remove(job)
            load[worker] += 1
            given.append((job, worker, False))
    return given


def late(jobs: Iterable[Job], workers: list[Worker], slowest: float) -> list[tuple[Job, Worker]]:
    """Return what takes very long, each with a worker that has nothing else to do: it may be quicker."""
    idle = [worker for worker in workers if not worker.runs]
    enough, helped = max(_LATE_SECONDS, _LATE * slowest), []
    for job in jobs:
        if len(job.runs) != 1 or time.monotonic() < job.runs[0].begun + enough:
            continue
        slow = job.runs[0].worker
        able = [w for w in idle if job.digest in w.ready and w is not slow]
        able.sort(key=lambda worker: worker.host == slow.host)
        if able:
            idle.remove(able[0])
            helped.append((job, able[0]))
    return helped


def undecided(outcome: Outcome) -> float:
    """Return how much of it could not be decided, and not for want of a person."""
    graded = outcome.graded
    if graded.status == "ungraded":
        return math.inf
    return float(sum(v.status == "ungraded" and v.by != "hand" for v in graded.verdicts))


def _suits(job: Job, free: list[Worker], workers: list[Worker]) -> Worker | None:
    """Return the first of the ``free`` that may do it: one that failed at it only if all have."""
    fresh = [w for w in workers if job.digest in w.ready and w.address not in job.avoid]
    return next((w for w in free if job.digest in w.ready and (w in fresh or not fresh)), None)
