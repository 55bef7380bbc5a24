"""An assignment made ready to be graded: the instructor's copies, what kernels may, and the gradebook.

``grade`` does it once for a class; ``watch`` once for an assignment, until the course is changed.
"""

from __future__ import annotations

import compileall
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from autograder.coursefolder import CourseFolder
from autograder.errors import BadSource
from autograder.execute import SandboxedExecute
from autograder.gradebook import Writer
from autograder.limits import Limits
from autograder.sandbox import confine
from autograder.tasks import Task, tasks_for, version_of
from autograder.trial import NOBODY, Trial, trial_of
from autograder.walk import setup_of
from autograder.workers import forkserver
from autograder.workers.examiner import Setting, try_setup
from autograder.workers.preload import preload_for


@dataclass(frozen=True)
class Prepared:
    """One assignment of a course, ready to be graded."""

    folder: CourseFolder
    assignment: str
    masters: dict[str, NotebookNode]
    setting: Setting
    readable: tuple[str, ...]  # the course's own folders that verdicts depend on
    preload: tuple[str, ...]
    book: Writer
    fallback: str  # with tests that can't be expressed outside the kernel: "in-kernel", "refuse"

    @classmethod
    def of(
        cls,
        folder: CourseFolder,
        assignment: str,
        *,
        limits: Limits | None = None,
        unsafe_no_sandbox: bool = False,
    ) -> Prepared:
        """Read what grading depends on. Raises ``SandboxUnavailable``, ``BadSource``."""
        if not unsafe_no_sandbox:
            confine.require_support()
        step = SandboxedExecute(config=folder.config)
        masters = folder.masters(assignment)
        setting = Setting(
            limits=limits or step.bounds,
            address="",  # of a fork server, once there is one
            readable=step.visible(folder.directory),
            confined=not unsafe_no_sandbox,
            lenient=step.changes == "any",
        )
        sources = [cell.source for master in masters.values() for cell in master.cells]
        preload = preload_for(sources, tuple(step.preload))
        book = Writer(folder, assignment)
        readable, fallback = tuple(step.readable), step.fallback
        return cls(folder, assignment, masters, setting, readable, preload, book, fallback)

    def tasks(self, students: Sequence[str]) -> list[Task]:
        """Return what there is to do for these students, notebook by notebook. Raises ``StorageError``."""
        fixed = (self.setting, self.readable, self.preload)
        return tasks_for(self.folder, self.assignment, self.masters, list(students), *fixed)

    def start(self, servers: forkserver.ForkServers) -> forkserver.ForkServer:
        """Have a fork server import what notebooks do, which takes a while: there is other work meanwhile."""
        server = servers.start(self.preload)
        for place in self.readable:  # the confined can't leave compiled modules behind
            compileall.compile_dir(place, quiet=2)
        return server

    def register(self) -> None:
        """Let the gradebook know the assignment's cells. Raises ``BadSource``, ``StorageError``."""
        for name, master in self.masters.items():
            self.book.register(master, name)

    def on(self, server: forkserver.ForkServer, tasks: Sequence[Task]) -> list[Task]:
        """Return the tasks with a fork server, which is ready by then, to be done on.

        Raises ``SandboxUnavailable``.
        """
        server.wait_until_ready()
        namespaces = self.setting.confined and forkserver.namespaces_for(server.address)
        place = {"address": server.address, "namespaces": namespaces}
        return [replace(task, setting=replace(task.setting, **place)) for task in tasks]

    def require_setup(self, tasks: Sequence[Task]) -> None:
        """Raise ``BadSource`` when set-up cells don't run in a verifier: no test could be decided."""
        for name, task in {task.notebook: task for task in tasks}.items():
            if why := try_setup(task.setting, setup_of(self.masters[name].cells, task.trusted)):
                raise BadSource(
                    f"{task.assignment}/{name}.ipynb: {why}. So no test can be decided, and "
                    "nobody was graded. What set-up cells import must be installed for the Python that "
                    "grades, or its folder be listed in c.SandboxedExecute.readable"
                )

    def tried(
        self, tasks: Sequence[Task], on_trial: Callable[[Trial], None] = lambda _: None
    ) -> list[Task]:
        """Return the tasks with each test on the way on which the instructor's solution passes it.

        ``on_trial`` is told of each notebook in which that is not outside the kernel for all. Raises
        ``BadSource`` where the course refuses such tests.
        """
        texts = {}
        for name, task in {task.notebook: task for task in tasks}.items():
            path, master = self.folder.source(self.assignment) / f"{name}.ipynb", self.masters[name]
            key = version_of(path, master, task.setting, self.readable)
            where, records = (self.assignment, name), self.folder.records(self.assignment)
            trial = trial_of(path, master, task.setting, where, key, records)
            if self.fallback == "refuse":
                trial.require_all()
            if trial.findings:
                on_trial(trial)
            texts[name] = nbformat.writes(trial.applied(master))
        return [replace(task, master=texts[task.notebook]) for task in tasks]


def try_solutions(root: Path, assignment: str, servers: forkserver.ForkServers) -> list[Trial]:
    """Grade an assignment's own solutions, as is done before a class is graded; return what came of them.

    Raises ``AutograderError``.
    """
    folder = CourseFolder.at(root)
    folder.require(assignment)
    ready = Prepared.of(folder, assignment)
    server = ready.start(servers)
    tasks = ready.on(server, ready.tasks([NOBODY]))
    ready.require_setup(tasks)
    found: list[Trial] = []
    ready.tried(tasks, found.append)
    return found
