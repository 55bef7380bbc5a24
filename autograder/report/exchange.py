"""What nbgrader's exchange wants beside feedback pages before it hands them back.

``nbgrader release_feedback`` reads two files in each student's folder of feedback, and stops, for the
whole class, where one is missing: when the work was handed in, and the secret of that hand-in, from
which the page's name in the exchange is made. Both come with what ``nbgrader collect`` collects;
grading keeps them beside the graded notebook, as nbgrader's does.
"""

from __future__ import annotations

import secrets
from pathlib import Path

from autograder.files import SECRET, TIMESTAMP, inside, write_whole


def let_through(root: Path, student: str, assignment: str) -> None:
    """Put the two files beside a student's feedback pages.

    What did not come through the exchange has no secret: it gets one that nobody knows, so that its
    page can be released as well, and found by nobody. Raises ``StorageError``, ``BadSubmission``.
    """
    kept = inside(root / "autograded", student, assignment)
    pages = inside(root / "feedback", student, assignment)
    _write(pages / TIMESTAMP, _read(kept / TIMESTAMP) or "unknown")
    secret = _read(kept / SECRET) or _read(pages / SECRET) or secrets.token_hex(64)
    _write(pages / SECRET, secret)


def _read(path: Path) -> str:
    try:
        return path.read_text().strip()
    except (OSError, ValueError):
        return ""  # not there, or not ours


def _write(path: Path, text: str) -> None:
    if _read(path) != text:
        write_whole(path, text)
