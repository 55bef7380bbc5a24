"""At home: hand out what is to be graded to the workers of a Dask cluster, and see that all comes back.

    grade ─► Cluster.submit ─► waiting ─► a worker ─► result ─► grade, which alone writes the gradebook

Each hand-in is a task of Dask's that is bound to one worker, so that it is known who has what. Who is gone,
cut off or very late, has what it had given to another: the first result counts. Dask's own second attempts
are not used: it counts everything that waited on a worker as suspicious, and stops at a number that the
scheduler's configuration has.
"""

from __future__ import annotations

import asyncio
import contextlib
import threading
import time
from collections import deque
from collections.abc import Callable, Coroutine
from concurrent.futures import CancelledError, Executor, Future
from typing import Any

from autograder.cluster.crew import Crew
from autograder.cluster.jobs import Job, Run, Worker, executing, hand_out, late, undecided
from autograder.cluster.link import Gone, Link, in_our_words
from autograder.cluster.parcel import Common, common_of, parcel_of
from autograder.cluster.there import NotAdmitted
from autograder.errors import ClusterUnavailable
from autograder.submission import grade_task, ungraded
from autograder.tasks import Outcome, Task
from autograder.verdict import Graded

CONNECT_SECONDS = 15.0  # until a scheduler that does not answer is called absent
RETURN_SECONDS = 120.0  # the same, for one that was there
_LOOK_SECONDS = 1.0  # between two looks at who is there
_STAY_SECONDS = 20.0  # between two words to those who hold what we gave them


class Cluster(Executor):
    """An executor that grades on the workers of a Dask cluster; a context manager.

    ``address`` is the scheduler's, as ``tcp://host:8786``; with ``tls://`` Dask's own configuration names
    the certificates. ``say`` is told what a person should know, a line each. Entering it raises
    ``ClusterUnavailable``, and ``AutograderError`` without the package ``distributed``.
    """

    def __init__(self, address: str, *, say: Callable[[str], None] = lambda _: None) -> None:
        self.address = address if "://" in address else f"tcp://{address}"
        self._say = say
        self._crew = Crew(self.address, say)
        self._link: Link | None = None
        self._waiting: deque[Job] = deque()
        self._jobs: set[Job] = set()
        self._commons: dict[tuple, tuple[str, Common]] = {}
        self._under_way: list[Future[Outcome]] = []  # that have something in common
        self._doing: set[asyncio.Task[Any]] = set()
        self._slowest = 0.0  # seconds that a hand-in took
        self._closing = False
        self._failed: ClusterUnavailable | None = None
        self._connected: Future[None] = Future()
        self._quiet = contextlib.ExitStack()
        self._thread = threading.Thread(target=self._live, name="cluster", daemon=True)

    # ------------------------------------------------------------ for those who grade

    def __enter__(self) -> Cluster:
        self._quiet.enter_context(in_our_words())
        self._thread.start()
        try:
            self._connected.result()
        except BaseException:
            self.shutdown()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self.shutdown()

    @property
    def at_once(self) -> int:
        """How many hand-ins may be under way: enough for all who work, and no more results than that."""
        return 4 + 3 * sum(worker.threads for worker in self._crew.able)

    def submit(self, work: Callable[[Task], Outcome], task: Task) -> Future[Outcome]:  # type: ignore[override]
        """Have one task graded, and nothing else done. Raises ``BadSource`` if too much goes with it."""
        if work is not grade_task:
            raise ValueError("a cluster's workers grade hand-ins, and do nothing else")
        digest, common = self._common(task)
        job = Job(task, Future(), common, digest)
        self._under_way.append(job.future)
        try:
            self._loop.call_soon_threadsafe(self._take, job)
        except RuntimeError:  # its thread has ended
            job.future.set_exception(self._failed or ClusterUnavailable(f"{self.address} was left"))
        return job.future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = True) -> None:
        """Leave the cluster, with nothing of ours on it."""
        if self._thread.is_alive():
            with contextlib.suppress(RuntimeError):  # it is just ending
                self._loop.call_soon_threadsafe(self._end)
            self._thread.join()
        self._quiet.close()

    def _common(self, task: Task) -> tuple[str, Common]:
        self._under_way = [future for future in self._under_way if not future.done()]
        if not self._under_way:
            self._commons.clear()  # the course's files may have changed
        key = (
            task.assignment,
            task.notebook,
            task.master,
            task.trusted,
            task.readable,
            task.setting,
        )
        if key not in self._commons:
            common = common_of(task)
            self._commons[key] = common.digest, common
        return self._commons[key]

    # ------------------------------------------------------------ the thread that does it

    def _live(self) -> None:
        try:
            asyncio.run(self._serve())
        except BaseException as error:  # a defect of ours: nobody shall wait for ever
            self._fail(ClusterUnavailable(f"the link to the cluster failed ({error!r})"))
            raise

    async def _serve(self) -> None:
        self._loop, self._wake = asyncio.get_running_loop(), asyncio.Event()
        try:
            self._link = await Link.to(self.address, CONNECT_SECONDS)
        except ClusterUnavailable as error:
            self._connected.set_exception(error)
            return
        self._connected.set_result(None)
        looked = spoken = 0.0
        try:
            while not self._closing:
                now = time.monotonic()
                if now >= looked + _LOOK_SECONDS:
                    looked = now
                    await self._look()
                if now >= spoken + _STAY_SECONDS:
                    spoken = now
                    for worker in [w for w in self._crew.able if w.ready]:
                        self._start(self._crew.keep(self._link, worker))
                self._hand_out()
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(self._wake.wait(), _LOOK_SECONDS)
                self._wake.clear()
        except ClusterUnavailable as error:
            self._fail(error)
        for task in list(self._doing):
            task.cancel()
        if self._link is not None:
            await self._link.leave(list(self._crew.workers), list(self._crew.given))

    def _start(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        task = asyncio.ensure_future(work)
        self._doing.add(task)
        task.add_done_callback(self._done)
        return task

    def _done(self, task: asyncio.Task[None]) -> None:
        self._doing.discard(task)
        self._wake.set()
        if not task.cancelled() and (error := task.exception()) is not None:
            self._fail(ClusterUnavailable(f"the link to the cluster failed ({error!r})"))

    async def _look(self) -> None:
        """Learn who is there, and who has gone. Raises ``ClusterUnavailable``."""
        assert self._link is not None
        try:
            told = await self._link.workers()
        except Gone:
            await self._come_back()
            return
        for worker in self._crew.note(told):
            self._drop(worker, blamed=True)
        if self._jobs:
            self._crew.require_somebody()

    async def _come_back(self) -> None:
        """Wait for a scheduler that went; what was under way is to be done once more.

        Raises ``ClusterUnavailable`` if it does not come.
        """
        self._say(
            f"The scheduler at {self.address} is gone. What is graded is kept; waiting up to "
            f"{RETURN_SECONDS:.0f} s for it to come back."
        )
        for worker in self._crew.note({}):
            self._drop(worker, blamed=False)
        link, self._link = self._link, None
        if link is not None:
            await link.close()
        deadline = time.monotonic() + RETURN_SECONDS
        while not self._closing:
            left = deadline - time.monotonic()
            try:
                self._link = await Link.to(self.address, min(CONNECT_SECONDS, max(1.0, left)))
                self._say(f"The scheduler at {self.address} is back: grading goes on.")
                return
            except ClusterUnavailable:
                if left < 0:
                    raise ClusterUnavailable(
                        f"the scheduler at {self.address} went and did not come back within "
                        f"{RETURN_SECONDS:.0f} s. What was graded is kept: start it and its workers, then "
                        "run the same command again"
                    ) from None
                await asyncio.sleep(0.5)

    # ------------------------------------------------------------ jobs

    def _take(self, job: Job) -> None:
        if self._failed is not None:
            job.future.set_exception(self._failed)
            return
        self._jobs.add(job)
        self._waiting.append(job)
        self._wake.set()

    def _hand_out(self) -> None:
        self._jobs = {job for job in self._jobs if not job.future.done()}
        self._waiting = deque(job for job in self._waiting if job in self._jobs)
        if self._link is None:
            return
        able = self._crew.able
        wanted = {job.digest: job.common for job in self._waiting}
        for worker in able:
            for digest in wanted.keys() - worker.asked:
                worker.asked.add(digest)
                self._start(self._crew.admit(self._link, worker, digest, wanted[digest]))
        for job, worker, alone in hand_out(self._waiting, able):
            self._begin(job, worker, alone)
        if not self._waiting:
            for job, helper in late(self._jobs, able, self._slowest):
                self._begin(job, helper, bool(job.died_on))

    def _begin(self, job: Job, worker: Worker, alone: bool) -> None:
        run = Run(job, worker, alone, time.monotonic())
        job.runs.append(run)
        worker.runs.append(run)
        run.doing = self._start(self._do(run))

    async def _do(self, run: Run) -> None:
        """See one attempt through, from the files here to the result."""
        job, worker, link = run.job, run.worker, self._link
        assert link is not None
        try:
            parcel = await asyncio.to_thread(parcel_of, job.task)
        except (
            Exception
        ):  # what can't be read here is refused here, in the words that are meant for it
            outcome = await asyncio.to_thread(grade_task, job.task)
            self._finish(run)
            self._settle(job, outcome)
            return
        try:
            told = await link.grade(worker.address, job.digest, parcel)
            if not told:
                raise NotAdmitted(job.digest)
            graded = Graded.from_json(told["graded"])
            if (graded.student, graded.notebook) != (job.task.student, job.task.notebook):
                raise ValueError(f"it said what {graded.student} gets")
        except CancelledError:  # by Dask: its scheduler went, or forgot
            self._finish(run)
            self._again(job)
        except NotAdmitted:  # it was started anew in place of another, or was cut off for long
            worker.ready.discard(job.digest)
            worker.asked.discard(job.digest)
            self._finish(run)
            self._again(job)
        except Exception as error:
            why = f"the grader failed on {worker.host} ({type(error).__name__}: {error})"
            job.failures.append(why)
            job.avoid.add(worker.address)
            self._finish(run)
            self._again(job)
        else:
            self._slowest = max(self._slowest, graded.seconds)
            self._finish(run)
            self._consider(job, worker, Outcome(graded, told["executed"]))

    def _finish(self, run: Run) -> None:
        for runs in (run.job.runs, run.worker.runs):
            if run in runs:
                runs.remove(run)

    def _consider(self, job: Job, worker: Worker, outcome: Outcome) -> None:
        """Take a result, unless it says that this machine could not grade, and another may."""
        others = [w for w in self._crew.able if job.digest in w.ready and w is not worker]
        if undecided(outcome) and job.first is None and others:
            job.first = outcome
            job.avoid.add(worker.address)
            self._again(job)
            return
        if job.first is not None and undecided(job.first) <= undecided(outcome):
            outcome = job.first
        self._settle(job, outcome)

    def _again(self, job: Job) -> None:
        """Put a job back at the head of the line, unless somebody else does it or it was enough."""
        if job.runs or job.future.done() or job in self._waiting:
            return
        if why := job.given_up():
            self._settle(job, job.first or Outcome(ungraded(job.task, why)))
        else:
            self._waiting.appendleft(job)

    def _settle(self, job: Job, outcome: Outcome) -> None:
        if not job.future.done() and job.future.set_running_or_notify_cancel():
            job.future.set_result(outcome)
        self._jobs.discard(job)

    def _drop(self, worker: Worker, *, blamed: bool) -> None:
        """Do without a worker; what it was busy with may be why it is gone."""
        suspects = executing(worker) if blamed else []
        for run in list(worker.runs):
            if run.doing is not None:
                run.doing.cancel()
            if run in suspects:
                run.job.died_on.append(worker.host)
            self._finish(run)
            self._again(run.job)

    # ------------------------------------------------------------ the end

    def _fail(self, error: ClusterUnavailable) -> None:
        """Let everybody who waits know that it is over."""
        self._failed, self._closing = error, True
        for job in list(self._jobs):
            if not job.future.done() and job.future.set_running_or_notify_cancel():
                job.future.set_exception(error)
        self._jobs.clear()
        if not self._connected.done():
            self._connected.set_exception(error)

    def _end(self) -> None:
        self._closing = True
        self._wake.set()
