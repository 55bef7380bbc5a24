"""Say what came of an assignment's own solution, before students see its tests."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from course.terminal import say

if TYPE_CHECKING:
    from autograder.trial import Trial


def try_solutions(root: Path, assignment: str) -> None:
    """Say which tests the solution fails, or passes only where points can be forged.

    Raises ``BadSource`` where the course refuses such tests, ``StorageError``.
    """
    from autograder.errors import SandboxUnavailable
    from autograder.prepare import try_solutions as try_them
    from autograder.workers.forkserver import ForkServers

    if not sys.platform.startswith("linux"):
        say("  not tried whether the solution passes its tests: that needs Linux, as grading does")
        return
    try:
        with ForkServers() as servers:
            found = try_them(root, assignment, servers)
    except SandboxUnavailable as error:
        say(f"  not tried whether the solution passes its tests: {error}")
        return
    for trial in found:
        tell_trial(trial)
    if not found:
        say("  its solution passes every test")


def tell_trial(trial: Trial) -> None:
    """Say what each test found says of the solution, what follows, and what can be done about it."""
    say(
        f"{trial.assignment}/{trial.notebook}.ipynb: what its own solution has to do with its tests"
    )
    for one in trial.findings:
        say(f"  {one.grade_id}: {one.follows}. It said: {one.outside}. What to do: {one.advice}")
