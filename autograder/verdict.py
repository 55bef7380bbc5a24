"""What grading says: one verdict per graded cell, one result per submission.

Both are plain, frozen and JSON-able: they cross process boundaries, are kept next to the gradebook,
and are all that reports need.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

Status = Literal["passed", "failed", "ungraded"]
"""``passed`` and ``failed`` are the student's doing; ``ungraded`` is ours, and is never a zero."""

UNCONFINED = "none (--unsafe-no-sandbox)"
"""What stands in place of the sandbox's layers when there was no sandbox."""


@dataclass(frozen=True)
class Verdict:
    """The outcome of one graded cell.

    ``points`` lies in [0, max_points] and is None while nobody has decided them: an ``ungraded``
    verdict, or a written answer that waits for a person (``by == "hand"``). Only the verifier gives
    a ``score``, and only to a test that ran to its end.
    """

    grade_id: str
    status: Status
    points: float | None
    max_points: float
    message: str = ""  # one line or a few; safe to show to the student
    expected: str = ""
    got: str = ""
    hint: str = ""
    traceback: str = ""  # the student's own frames only, never the test's
    printed: str = ""  # what the student's code printed while it was tested
    hidden: bool = False  # the test has a part that students don't see: nor do they see ``printed``
    by: Literal["verifier", "in-kernel", "hand"] = "verifier"
    score: float | None = None  # how well it did, where the test says so: the more, the better
    score_of: str = ""  # what the score is, in a few words
    seed: int | None = None
    seconds: float = 0.0


@dataclass(frozen=True)
class Graded:
    """The outcome of one submitted notebook: its verdicts, and how they came about.

    ``status`` is ``ungraded`` when the submission could not be graded at all; ``reason`` then says
    why in one line. ``notes`` are remarks for the instructor and the student: restored cells,
    kernels that died, cells skipped.
    """

    student: str
    assignment: str
    notebook: str
    status: Literal["graded", "ungraded"]
    reason: str = ""
    verdicts: tuple[Verdict, ...] = ()
    notes: tuple[str, ...] = ()
    layers: tuple[str, ...] = ()  # sandbox layers that were in force
    handed_in: str = ""  # when, in UTC and ISO 8601, as far as a ``timestamp.txt`` says
    key: str = ""  # hash of everything the verdicts depend on
    versions: dict[str, str] = field(default_factory=dict)
    seconds: float = 0.0  # by the clock, from reading the submission to its last verdict
    cpu_seconds: float = 0.0  # of processor time, its kernels and verifiers together
    host: str = ""  # the machine that graded it, if it was another one

    @property
    def points(self) -> float:
        """Points decided so far (written answers that wait for a person count nothing yet)."""
        return sum(v.points or 0.0 for v in self.verdicts)

    @property
    def max_points(self) -> float:
        """Points that could be reached, written answers included."""
        return sum(v.max_points for v in self.verdicts)

    def to_json(self) -> str:
        """Serialise, one field a line, so that two results can be compared with ``diff``."""
        return json.dumps(asdict(self), indent=1, ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> Graded:
        """Rebuild what :meth:`to_json` wrote. Raises ``ValueError`` or ``TypeError`` on anything else."""
        fields: dict[str, Any] = json.loads(text)
        fields["verdicts"] = tuple(Verdict(**v) for v in fields["verdicts"])
        fields["notes"] = tuple(fields["notes"])
        fields["layers"] = tuple(fields["layers"])
        return cls(**fields)


def labelled(label: str, text: str) -> str:
    """Return a text behind its label or, if it has several lines (as a matrix), below it."""
    return f"{label}:\n{text}" if "\n" in text else f"{label}: {text}"
