"""``course teach``: JupyterLab with Formgrader."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from course import lab

EXTENSIONS = {"course.instructor.rested": True}


def teach(
    root: Path, say: Callable[[str], None], *, port: int | None = None, browser: bool = True
) -> int:
    """Open JupyterLab with Formgrader on the course; return the exit code of the server."""
    say("Formgrader is in the menu Nbgrader. Ctrl-C here closes JupyterLab.")
    return lab.open_lab(root, "/lab", port=port, browser=browser, extensions=EXTENSIONS)
