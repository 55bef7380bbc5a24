"""A small class graded once in peace, with its gradebook in a file or on a server, to be graded again in trouble."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor, Future
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from autograder.grade import grade_assignment
from autograder.tasks import Outcome
from autograder.workers.kernel import Setting
from tests.autograder.notebooks import WarmServer
from tests.bench.classes import copy_class, marked_class, on_record, put_on, small_class
from tests.postgres import Server

STUDENTS = 5


class Remembering(Executor):
    """Does each task at once, or hands out the outcome it had before: storing is what is tested."""

    def __init__(self) -> None:
        self.outcomes: dict[str, Outcome] = {}

    def submit(self, work: Callable, task: Any) -> Future:  # type: ignore[override]
        """Return a future that holds the outcome already."""
        future: Future = Future()
        if task.student not in self.outcomes:
            self.outcomes[task.student] = work(task)
        future.set_result(self.outcomes[task.student])
        return future


class Beginning(SimpleNamespace):
    """A course, what is on record once it is graded in peace, and the outcomes of its tasks."""

    course: Path
    reference: dict[str, str]
    memory: Remembering
    server: Server | None

    def copy(self, target: Path) -> Path:
        """Return a copy of the course, with a gradebook of its own."""
        return copy_class(self.course, target, self.server)

    def grade(self, root: Path, **more: Any) -> None:
        """Grade a copy of the course."""
        grade_assignment(root, "tiny", executor=self.memory, **more)


def begin(folder: Path, setting: Setting, server: Server | None) -> dict[str, Beginning]:
    """Return a course never graded before, and one that a person has marked."""
    found: dict[str, Beginning] = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            "autograder.workers.forkserver.ForkServer", lambda *_, **__: WarmServer(setting.address)
        )
        for name in ("new", "marked"):
            if name == "new":
                small_class(STUDENTS, folder / name)
                put_on(server, folder / name)
            else:
                marked_class(folder / "new graded", folder / name, server)
            one = Beginning(course=folder / name, memory=Remembering(), server=server)
            graded = one.copy(folder / f"{name} graded")
            one.grade(graded)
            one.reference = on_record(graded)
            found[name] = one
    return found
