"""``course grade --watch``: grade whatever arrives, in ``submitted/`` or in a platform's folder."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from autograder.coursefolder import CourseFolder
from autograder.errors import AutograderError
from autograder.report.marks import number
from autograder.verdict import Graded
from autograder.watch import Watch
from autograder.workers.forkserver import ForkServers
from course.handin.collect import not_collected, zone_named
from course.handin.inbox import Inbox, exchange_inbox
from course.terminal import collected_lines


@dataclass
class Watched:
    """What is watched, and who is told."""

    root: Path
    inboxes: list[Inbox]
    say: Callable[[str], None]

    def graded(self, result: Graded, page: Path) -> None:
        """Say what came of one notebook."""
        what = f"{number(result.points)}/{number(result.max_points)} in {result.seconds:.1f} s"
        if result.status == "ungraded":
            what = f"not graded: {result.reason}"
        where = page.relative_to(self.root)
        self.say(f"{_now()}  {result.student}  {result.notebook}  {what}  {where}")

    def trouble(self, line: str) -> None:
        """Say what a person has to mend."""
        self.say(f"{_now()}  {line}")

    def collect(self) -> None:
        """Bring what has come into the inboxes to ``submitted/``."""
        for inbox in self.inboxes:
            for found in inbox.look():
                if found.new or found.replaced or found.refused or found.unmatched:
                    for line in collected_lines(found):
                        self.say(f"{_now()}  {line}")


def watch(
    root: Path,
    servers: ForkServers,
    say: Callable[[str], None],
    *,
    assignments: Sequence[str] = (),
    students: Sequence[str] | None = None,
    inboxes: Sequence[Path] = (),
    jobs: int | None = None,
    unsafe_no_sandbox: bool = False,
) -> None:
    """Grade what is there and what arrives, until somebody interrupts it. Raises ``AutograderError``."""
    course = CourseFolder.at(root)
    for folder in inboxes:
        if not folder.is_dir():
            raise AutograderError(f"There is no folder {folder} to collect from.")
    found = [*inboxes, *filter(None, [exchange_inbox(course)])]
    watched = Watched(root, [Inbox(course, folder, zone_named(None)) for folder in found], say)
    for folder in (course.submitted, *found):
        say(f"Watching {folder}")
    for line in not_collected(course.submitted) or course.misplaced():
        say(line)
    say("Ctrl-C ends it; what is graded is kept.")
    interrupted = threading.Event()

    def interrupt(*_: object) -> None:
        interrupted.set()  # where an exception would be lost, as in the collection of garbage
        raise KeyboardInterrupt

    usual = signal.signal(signal.SIGINT, interrupt)
    started = Watch(
        root,
        servers,
        assignments=assignments or None,
        students=students,
        jobs=jobs or os.cpu_count() or 1,
        unsafe_no_sandbox=unsafe_no_sandbox,
        on_graded=watched.graded,
        on_trouble=watched.trouble,
        before_look=watched.collect,
    )
    try:
        started.run(until=interrupted.is_set)
    finally:
        signal.signal(signal.SIGINT, usual)
    if interrupted.is_set():
        raise KeyboardInterrupt


def _now() -> str:
    return f"{datetime.now():%H:%M:%S}"
