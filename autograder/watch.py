"""Grade on arrival: whatever comes into ``submitted/`` is graded, and its feedback written, in seconds.

    submitted/ ─► arrivals ─► tasks ─► submission (in parallel) ─► gradebook ─► feedback page

The fork servers stay warm. One loop looks, hands out, stores and writes; only grading itself runs beside
it. What can't be stored now is kept, and stored when it can be; what was graded before a crash is on
record, and isn't graded again.
"""

from __future__ import annotations

import fcntl
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from autograder.arrivals import Arrivals, Place
from autograder.coursefolder import CourseFolder
from autograder.errors import AutograderError, StorageError
from autograder.files import SECRET
from autograder.gradebook import load_results
from autograder.limits import Limits
from autograder.memory import Pool
from autograder.prepare import Prepared
from autograder.report.class_page import write_class_page
from autograder.report.feedback import page_path, write_page
from autograder.report.manual import merge_manual
from autograder.report.marks import classes
from autograder.report.people import people_of
from autograder.report.ranking import rankings
from autograder.submission import grade_task, outcome_of
from autograder.tasks import Outcome, Task
from autograder.trial import Trial
from autograder.verdict import Graded
from autograder.workers import forkserver

LOOK_SECONDS = 0.2  # between two looks at submitted/, if a look is quick
RETRY_SECONDS = 5.0  # until what failed for want of room, or of a database, is tried again
AGAIN_SECONDS = (10.0, 60.0, 600.0)  # until what could not be graded is, once more each
OVERVIEW_SECONDS = 10.0  # the overview of a class is at most so old, while work arrives,
OVERVIEW_SHARE = 20  # or so many times as old as it takes to write, where the class is large

OnGraded = Callable[[Graded, Path], None]
OnTrouble = Callable[[str], None]


@dataclass
class Watch:
    """One run over a course folder.

    ``on_graded(result, page)`` is called after a result is stored and its page written;
    ``on_trouble(line)`` once for each thing that a person has to mend. ``before_look`` may bring
    more into ``submitted/``.
    """

    root: Path
    servers: forkserver.ForkServers
    assignments: Sequence[str] | None = None
    students: Sequence[str] | None = None
    jobs: int = 1
    limits: Limits | None = None
    unsafe_no_sandbox: bool = False
    on_graded: OnGraded = lambda *_: None
    on_trouble: OnTrouble = lambda _: None
    before_look: Callable[[], None] = lambda: None

    _ready: dict[str, tuple[tuple, Prepared]] = field(default_factory=dict)
    _tried: set[tuple[str, str]] = field(default_factory=set)  # notebooks whose set-up cells do run
    _queue: deque[Place] = field(default_factory=deque)
    _tasks: deque[tuple[Prepared, Task]] = field(default_factory=deque)
    _running: dict[Future[Outcome], tuple[Prepared, Task]] = field(default_factory=dict)
    _unstored: deque[tuple[Prepared, Outcome]] = field(default_factory=deque)
    _results: dict[str, dict[tuple[str, str], Graded]] = field(default_factory=dict)
    _stale: dict[str, float] = field(default_factory=dict)  # overviews to write, since when
    _took: dict[str, float] = field(default_factory=dict)  # seconds, to write each
    _told: set[str] = field(default_factory=set)
    _rests: dict[str, float] = field(default_factory=dict)  # until when nothing is tried for whom
    _failures: dict[Place, int] = field(default_factory=dict)
    _again: dict[Place, float] = field(default_factory=dict)

    def run(self, until: Callable[[], bool] = lambda: False) -> None:
        """Grade what is there and what arrives, ``until`` says that it is enough.

        Raises ``AutograderError`` if another one watches this course, or nothing can be watched.
        """
        self._folder = CourseFolder.at(self.root)
        for name in self.assignments or ():
            self._folder.require(name)
        arrivals = Arrivals(self._folder, self._watched, self.students)
        with ExitStack() as stack:
            stack.enter_context(_alone(self._folder.root))
            self._pool = stack.enter_context(ThreadPoolExecutor(self.jobs))
            memory, next_look = Pool(), 0.0
            try:
                while not until():
                    if time.monotonic() >= next_look:
                        self.before_look()
                        self._take(arrivals)
                        next_look = time.monotonic() + max(LOOK_SECONDS, arrivals.rest)
                    self._hand_out()
                    self._collect(max(0.0, next_look - time.monotonic()))
                    self._write_overviews()
                    memory.watch()
            finally:
                for future in self._running:
                    future.cancel()
                self.servers.close()  # running kernels end with them, and who waits for these

    def _watched(self) -> Sequence[str]:
        return self.assignments or self._folder.assignments()

    @property
    def idle(self) -> bool:
        """Whether all that was seen is graded, stored and shown."""
        return not (self._queue or self._tasks or self._running or self._unstored or self._stale)

    def _take(self, arrivals: Arrivals) -> None:
        now = time.monotonic()
        for place in [place for place, when in self._again.items() if when <= now]:
            del self._again[place]
            arrivals.again(place[1], place[0])
        for name, (facts, _) in list(self._ready.items()):
            if facts != _instructors_files(self._folder, name):  # all are graded by the new tests
                del self._ready[name]
                self._tried = {key for key in self._tried if key[0] != name}
                arrivals.again(name)
        for place in arrivals.look():
            if place not in self._queue:
                self._queue.append(place)

    # ------------------------------------------------------------ from the queue to the workers

    def _hand_out(self) -> None:
        """Start what can be started; whose assignment is in trouble waits."""
        if self._queue and len(self._tasks) < self.jobs:
            self._lay_out()
        while self._tasks and len(self._running) + len(self._unstored) < 2 * self.jobs:
            ready, task = self._tasks.popleft()
            self._running[self._pool.submit(grade_task, task)] = ready, task

    def _lay_out(self) -> None:
        """Make tasks of what waits for one assignment; who is being graded just now waits on."""
        started = (*self._running.values(), *self._tasks)
        under_way = {(task.student, task.assignment) for _, task in started}
        open_ = [
            place
            for place in self._queue
            if place not in under_way and self._rests.get(place[1], 0.0) <= time.monotonic()
        ]
        if not open_:
            return
        assignment = open_[0][1]
        places = [place for place in open_ if place[1] == assignment]
        try:
            self._tasks.extend(self._tasks_of(assignment, [student for student, _ in places]))
        except AutograderError as error:
            self._rest(assignment, f"{assignment}: {error}")
            return
        for place in places:
            self._queue.remove(place)

    def _tasks_of(self, assignment: str, students: Sequence[str]) -> list[tuple[Prepared, Task]]:
        """Return what there is to do for these; of what is on record, see that nothing is missing."""
        ready = self._prepared(assignment)
        self._class_of(assignment)  # what was known before anything new is stored
        known, todo = [], []
        for task in ready.tasks(students):
            result = ready.book.earlier(task)
            todo.append(task) if result is None else known.append(result)
        ready.book.keep_up(known)
        for result in known:
            self._show(result, only_if_missing=True)
        if todo:
            todo = ready.on(self.servers.start(ready.preload), todo)
            ready.require_setup([t for t in todo if (assignment, t.notebook) not in self._tried])
            todo = ready.tried(todo, self._tell)
            self._tried |= {(assignment, task.notebook) for task in todo}
        return [(ready, task) for task in todo]

    def _prepared(self, assignment: str) -> Prepared:
        """Return an assignment made ready."""
        if assignment not in self._ready:
            facts = _instructors_files(self._folder, assignment)
            ready = Prepared.of(
                CourseFolder.at(self.root),
                assignment,
                limits=self.limits,
                unsafe_no_sandbox=self.unsafe_no_sandbox,
            )
            ready.start(self.servers)
            ready.register()
            self._ready[assignment] = facts, ready
        self._mended(assignment)
        return self._ready[assignment][1]

    # ------------------------------------------------------------ from the workers to the page

    def _collect(self, seconds: float) -> None:
        """Wait for results, but not longer than ``seconds``, and store what there is."""
        self._store_again()
        if not self._running:
            time.sleep(seconds)
            return
        done, _ = wait(self._running, timeout=seconds, return_when=FIRST_COMPLETED)
        for future in done:
            ready, task = self._running.pop(future)
            self._unstored.append((ready, outcome_of(future, task)))
        self._store_again()

    def _store_again(self) -> None:
        if self._rests.get("", 0.0) > time.monotonic():
            return
        while self._unstored:
            ready, outcome = self._unstored[0]
            try:
                ready.book.store(outcome)
                self._show(outcome.graded)
            except StorageError as error:
                self._rest("", str(error))
                return
            except AutograderError as error:  # of a name that no page can have
                self.on_trouble(f"{outcome.graded.assignment}: {error}")
            self._unstored.popleft()
            self._mended("")

    def _show(self, graded: Graded, *, only_if_missing: bool = False) -> None:
        """Write a student's page; put down who could not be graded for another try."""
        place = (graded.student, graded.assignment)
        known = self._class_of(graded.assignment)
        before = known.get((graded.student, graded.notebook))
        known[graded.student, graded.notebook] = graded
        page = page_path(self._folder.root / "feedback", graded)
        if only_if_missing and page.exists() and page.with_name(SECRET).exists():
            return
        (merged,) = merge_manual([graded], self._folder.directory.db_url)
        ranked = ()
        if any(verdict.score is not None for verdict in graded.verdicts):
            (group,) = classes(list(known.values()))
            ranked = rankings(group)
        write_page(self._folder.root, merged, ranked)
        self._stale.setdefault(graded.assignment, time.monotonic())
        ours = [v for v in graded.verdicts if v.status == "ungraded" and v.by != "hand"]
        failures = self._failures.pop(place, 0)
        if (ours or not graded.key) and failures < len(AGAIN_SECONDS):
            self._failures[place] = failures + 1
            self._again[place] = time.monotonic() + AGAIN_SECONDS[failures]
        if graded.status == "graded" or before is None or before.reason != graded.reason:
            self.on_graded(merged, page)

    def _class_of(self, assignment: str) -> dict[tuple[str, str], Graded]:
        if assignment not in self._results:
            known = load_results(self._folder.root, assignment, whole_only=True)
            self._results[assignment] = {(one.student, one.notebook): one for one in known}
        return self._results[assignment]

    def _write_overviews(self) -> None:
        """Write what has changed, when there is nothing else to do or it is long overdue."""
        quiet = not (self._queue or self._tasks or self._running or self._unstored)
        for assignment, since in list(self._stale.items()):
            age = max(OVERVIEW_SECONDS, OVERVIEW_SHARE * self._took.get(assignment, 0.0))
            if not quiet and time.monotonic() < since + age:
                continue
            if self._rests.get("", 0.0) > time.monotonic():
                return
            begun = time.monotonic()
            try:
                results = list(self._class_of(assignment).values())
                db_url = self._folder.directory.db_url
                merged = merge_manual(results, db_url)
                write_class_page(self._folder.root, merged, people_of(db_url))
            except StorageError as error:
                self._rest("", str(error))
                return
            del self._stale[assignment]
            self._took[assignment] = time.monotonic() - begun

    # ------------------------------------------------------------ trouble

    def _tell(self, trial: Trial) -> None:
        """Say what came of the instructor's own solution, where that is not all points."""
        for one in trial.findings:
            self.on_trouble(
                f"{trial.notebook}: {one.grade_id} {one.follows}. It said: {one.outside}"
            )

    def _rest(self, what: str, line: str) -> None:
        """Let something be for a while, and say why, once."""
        self._rests[what] = time.monotonic() + RETRY_SECONDS
        if line not in self._told:
            self._told.add(line)
            self.on_trouble(f"{line} (tried again every {RETRY_SECONDS:.0f} s)")

    def _mended(self, what: str) -> None:
        if self._rests.pop(what, None) is not None:
            self._told.clear()


def _instructors_files(folder: CourseFolder, assignment: str) -> tuple:
    """Return what tells one state of the instructor's files from another."""
    paths = [folder.root / "nbgrader_config.py", *sorted(folder.source(assignment).rglob("*"))]
    found = []
    for path in paths:
        with suppress(OSError):  # an editor is just saving it
            found.append((str(path), path.stat().st_mtime_ns, path.stat().st_size))
    return tuple(found)


@contextmanager
def _alone(root: Path) -> Iterator[None]:
    """Hold the lock of who watches a course. Raises ``AutograderError`` if somebody else holds it."""
    place = root / ".autograder" / "watch.lock"
    place.parent.mkdir(parents=True, exist_ok=True)
    with place.open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise AutograderError(
                f"somebody already watches {root}: one of them is enough. End the other one first"
            ) from error
        yield
