"""``course learn``: the right folder, the right panels, one line of advice."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

from autograder.errors import UnknownAssignment
from course import lab
from course.folder import assignments_in
from course.student import workplace


def learn(
    root: Path,
    assignment: str | None,
    folder: Path,
    say: Callable[[str], None],
    *,
    port: int | None = None,
    browser: bool = True,
) -> int:
    """Open JupyterLab on a private copy in ``folder``; return the exit code of the server.

    Without an assignment every released one is copied, and Lab opens on the folder.
    Raises ``UnknownAssignment``, ``StorageError``.
    """
    folder = folder.expanduser().resolve()
    wanted = [assignment] if assignment else assignments_in(root / "release")
    if not wanted:
        raise UnknownAssignment("Nothing is released yet. Instructors: course release")
    for name in wanted:
        for line in workplace.prepare(root, name, folder):
            say(line)
    url = "/lab"
    if assignment:
        url = "/lab/tree/" + quote(f"{assignment}/{assignment}.ipynb")
        say(f"Your copy: {folder / assignment / f'{assignment}.ipynb'}")
    else:
        say(f"Your copies: {folder}")
    say("Fill in each <YOUR CODE>, run, press Validate. Ctrl-C here closes JupyterLab.")
    return lab.open_lab(
        folder,
        url,
        port=port,
        browser=browser,
        without=lab.FOR_INSTRUCTORS,
        extensions=lab.VALIDATE,
    )
