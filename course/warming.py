"""A fork server that imports what grading will need while the command still does other work."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from course.folder import code_in

if TYPE_CHECKING:
    from autograder.workers.forkserver import ForkServers


def warm_up(servers: ForkServers, root: Path, assignments: Sequence[str]) -> None:
    """Let a fork server import what the first of the assignments needs, while we do other work.

    It is a guess: grading itself starts what is missing. What a configuration says of the imports
    is not known yet, so where it says something, nothing is guessed.
    """
    from autograder.workers.preload import DEFAULT_PRELOAD, preload_for

    if not sys.platform.startswith("linux"):
        return  # grading will say what is missing
    if assignments and "preload" not in (root / "nbgrader_config.py").read_text(errors="replace"):
        servers.start(preload_for(code_in(root, assignments[0]), DEFAULT_PRELOAD))
