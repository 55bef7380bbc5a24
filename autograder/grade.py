"""Grade a class: many submissions through any executor, one writer of the gradebook.

    course folder ─► tasks ─► submission (in parallel) ─► gradebook

Each submission goes through once: what there is to do is laid out first (``tasks``), what is on record
already is taken from there, the rest is graded (``submission``) and stored as it comes.
"""

from __future__ import annotations

import contextlib
import itertools
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import (
    FIRST_COMPLETED,
    Executor,
    Future,
    ThreadPoolExecutor,
    wait,
)
from pathlib import Path

from autograder.coursefolder import CourseFolder
from autograder.errors import AutograderError
from autograder.limits import Limits
from autograder.memory import Pool
from autograder.patience import Patience
from autograder.prepare import Prepared
from autograder.submission import grade_task, outcome_of
from autograder.tasks import Outcome, Task
from autograder.trial import Trial
from autograder.verdict import Graded
from autograder.workers import forkserver

Progress = Callable[[Graded, int, int], None]


def grade_assignment(
    root: Path,
    assignment: str,
    *,
    students: Sequence[str] | None = None,
    jobs: int | None = None,
    limits: Limits | None = None,
    force: bool = False,
    unsafe_no_sandbox: bool = False,
    executor: Executor | None = None,
    servers: forkserver.ForkServers | None = None,
    on_progress: Progress | None = None,
    on_trial: Callable[[Trial], None] = lambda _: None,
    patience: Patience | None = None,
) -> list[Graded]:
    """Grade what is in ``submitted/`` for one assignment; return results in order of students.

    Work already done is not done again unless ``force``. ``jobs`` submissions run at a time
    (default: one a core), or as ``executor`` decides, such as a ``cluster.home.Cluster``. Who grades
    several assignments lends ``servers`` that go on to the next. ``on_progress(result, done, total)`` is
    called after each result is safely stored, ``on_trial`` of each notebook whose own solution does not
    pass outside the kernel before anybody is graded. ``patience`` tells of a gradebook that is away, and
    waits for it; who grades several assignments lends the same. Raises :class:`AutograderError`.
    """
    if type(executor).__module__.startswith("distributed."):
        raise AutograderError(
            "Dask's own executor would send tasks that name folders of this machine: use "
            "Cluster(client.scheduler.address), with: from autograder.cluster.home import Cluster"
        )
    folder = CourseFolder.at(root)
    folder.require(assignment)
    names = folder.students(assignment, students)
    ready = Prepared.of(folder, assignment, limits=limits, unsafe_no_sandbox=unsafe_no_sandbox)
    tasks = ready.tasks(names)
    earlier = [None if force else ready.book.earlier(task) for task in tasks]
    todo = [task for task, found in zip(tasks, earlier, strict=True) if found is None]
    results: list[Graded] = []
    patiently = patience or Patience()

    def note(result: Graded) -> None:
        results.append(result)
        if on_progress is not None:
            on_progress(result, len(results), len(tasks))

    with contextlib.ExitStack() as stack:
        if todo:  # the fork server imports what the notebooks do; there is other work meanwhile
            server = ready.start(servers or stack.enter_context(forkserver.ForkServers()))
        patiently(ready.register)
        known = [result for result in earlier if result is not None]
        patiently(ready.book.keep_up, known)
        for result in known:
            note(result)
        if todo:
            pool, todo = Pool(), ready.on(server, todo)
            ready.require_setup(todo)
            todo = ready.tried(todo, on_trial)
            for outcome in _outcomes(todo, jobs, executor, server):
                patiently(ready.book.store, outcome)
                pool.watch()
                note(outcome.graded)
    return sorted(results, key=lambda r: (r.student, r.notebook))


def _outcomes(
    tasks: list[Task],
    jobs: int | None,
    executor: Executor | None,
    server: forkserver.ForkServer,
) -> Iterator[Outcome]:
    """Yield an outcome for each task as it is ready; one job is a plain loop."""
    jobs = jobs or os.cpu_count() or 1
    if executor is None and (jobs == 1 or len(tasks) < 2):
        yield from map(grade_task, tasks)
        return
    with contextlib.ExitStack() as stack:
        pool = executor or stack.enter_context(ThreadPoolExecutor(jobs))
        left, futures = iter(tasks), dict[Future[Outcome], Task]()

        def hand_out() -> None:
            # no more results may wait to be stored
            ahead = getattr(executor, "at_once", len(tasks)) if executor else 2 * jobs
            for task in itertools.islice(left, max(0, ahead - len(futures))):
                futures[pool.submit(grade_task, task)] = task

        try:
            hand_out()
            while futures:
                done, _ = wait(futures, return_when=FIRST_COMPLETED)
                for future in done:
                    yield outcome_of(future, futures.pop(future))  # its notebook is not kept
                    hand_out()
                del done, future
        except BaseException:
            for future in futures:
                future.cancel()
            server.close()  # running kernels end with it, and so do the threads that wait for them
            raise
