"""A large class, of which as many hand-ins are graded as there is time for; the others are simulated.

Grading 18,000 notebooks takes a night. A simulated outcome is the graded outcome of the same notebook, handed in
by somebody else: the same verdicts and the same executed notebook under another student's name. It goes into
the gradebook by the code that stores real ones, under the key of that student's hand-in, so that all else
(resuming, reports, exports) can't tell them apart. Each says so in its notes.
"""

from __future__ import annotations

import csv
import random
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import nbformat
from classes import LATE, bank_course
from nbgrader.api import Gradebook
from sqlalchemy import text

from autograder.coursefolder import CourseFolder
from autograder.grade import grade_assignment
from autograder.notebook.intake import read_timestamp
from autograder.prepare import Prepared
from autograder.tasks import Outcome
from autograder.verdict import Graded
from autograder.workers.forkserver import ForkServers

NINE = (
    "bandits",
    "value_iteration",
    "gridworld",
    "wolf_fight",
    "cartpole_bins",
    "policy_gradients",
    "dqn",
    "pixels",
    "recommender",
)
SIMULATED = "Simulated: graded as the same notebook of"
BROKEN = "{ this is no notebook"
DUE, IN_TIME, TOO_LATE = (f"2030-01-0{day} 12:00:00 UTC" for day in (2, 1, 3))
AT_ONCE = 16  # hand-ins between two looks at the clock
FIRST = ("Ada", "Bo", "Chiara", "Daan", "Emmy", "Fatou", "Grace", "Hedy", "Ines", "Jun")
LAST = ("Lovelace", "Hopper", "Noether", "Okafor", "Müller", "García", "van der Berg", "Nguyễn")


@dataclass
class Made:
    """What was made, and what it took."""

    root: Path
    students: list[str]
    graded: dict[str, list[Graded]] = field(default_factory=dict)  # really, by assignment
    graded_seconds: dict[str, float] = field(default_factory=dict)  # by the clock
    stored: list[float] = field(default_factory=list)  # seconds for each simulated outcome
    jobs: int = 1


def make_class(
    root: Path,
    students: int,
    minutes: float,
    *,
    assignments: tuple[str, ...] = NINE,
    on_stored: Callable[[int], None] = lambda _: None,
    **grading: Any,
) -> Made:
    """Make the course in a folder: hand-ins, results, a roster, and half of the written answers marked.

    ``minutes`` are for real grading, shared by the assignments; ``grading`` goes to ``grade_assignment``.
    """
    made = Made(root, [f"s{number:05}" for number in range(students)])
    with ForkServers() as servers:
        for number, assignment in enumerate(assignments):
            samples = [nbformat.writes(one) for one in bank_course(assignment, root)]
            random.Random(assignment).shuffle(samples)
            if not number:
                samples.insert(3, BROKEN)
                _configure(root)
            given = _who_hands_in(made.students, assignment, number)
            known = _grade(
                made,
                assignment,
                given,
                samples,
                minutes / len(assignments),
                grading | {"servers": servers},
            )
            _simulate(made, assignment, given, known, on_stored)
    _enter_roster(root, made.students)
    _mark(root)
    return made


def _configure(root: Path) -> None:
    with (root / "nbgrader_config.py").open("a") as config:
        config.write(LATE)


def _who_hands_in(students: list[str], assignment: str, number: int) -> list[str]:
    """Return who does: some always forget, and with each assignment a few more have left the course."""
    rng = random.Random(f"who {assignment}")
    left = {s for s in students if random.Random(s).random() < 0.01 * number}
    return [s for s in students if s not in left and rng.random() > 0.03]


def _hand_in(root: Path, student: str, assignment: str, notebook: str) -> None:
    place = root / "submitted" / student / assignment
    place.mkdir(parents=True)
    (place / f"{assignment}.ipynb").write_text(notebook)
    late = random.Random(student + assignment).random() < 0.05
    (place / "timestamp.txt").write_text(TOO_LATE if late else IN_TIME)


def _grade(
    made: Made,
    assignment: str,
    given: list[str],
    samples: list[str],
    minutes: float,
    grading: dict[str, Any],
) -> list[tuple[Graded, str]]:
    """Grade as many hand-ins, each of another sample, as there is time for; return them with the notebook."""
    known: list[tuple[Graded, str]] = []
    begun = time.monotonic()
    while len(known) < min(len(samples), len(given)) and (
        not known or time.monotonic() - begun < 60 * minutes
    ):
        some = given[len(known) : min(len(known) + AT_ONCE, len(samples))]
        for student, notebook in zip(some, samples[len(known) :], strict=False):
            _hand_in(made.root, student, assignment, notebook)
        if not known:
            _register(made.root, assignment)
        results = grade_assignment(made.root, assignment, students=some, **grading)
        known += zip(results, samples[len(known) :], strict=False)
    made.graded[assignment] = [result for result, _ in known]
    made.graded_seconds[assignment] = time.monotonic() - begun
    return known


def _register(root: Path, assignment: str) -> None:
    Prepared.of(CourseFolder.at(root), assignment).register()
    with Gradebook(f"sqlite:///{root}/gradebook.db") as book:
        book.update_or_create_assignment(assignment, duedate=DUE)


def _simulate(
    made: Made,
    assignment: str,
    given: list[str],
    known: list[tuple[Graded, str]],
    on_stored: Callable[[int], None],
) -> None:
    """Have all others hand in what was graded, and store what came of it under their names."""
    ready = Prepared.of(CourseFolder.at(made.root), assignment)
    likes = [one for one in known if one[0].status == "graded"]
    records = made.root / ".autograder" / assignment
    for number, student in enumerate(given[len(known) :]):
        _, notebook = likes[number % len(likes)]
        _hand_in(made.root, student, assignment, notebook)
    ready.register()
    tasks, others = ready.tasks(given), given[len(known) :]
    for number, task in enumerate(tasks[len(known) :]):
        like, _ = likes[number % len(likes)]
        executed = records / like.student / f"{like.notebook}.ipynb"
        graded = replace(
            like,
            student=task.student,
            key=task.key,
            handed_in=read_timestamp(Path(task.folder))[0],
            notes=(*like.notes, f"{SIMULATED} {like.student}"),
        )
        outcome = Outcome(graded, executed.read_text())
        begun = time.perf_counter()
        ready.book.store(outcome)
        made.stored.append(time.perf_counter() - begun)
        on_stored(len(others))


def _enter_roster(root: Path, students: list[str]) -> None:
    """Write the table of a platform from which ``course roster`` learns who is in the class."""
    with (root / "people.csv").open("w", newline="") as file:
        table = csv.writer(file)
        table.writerow(["login", "email", "first name", "last name"])
        for number, student in enumerate(students):
            names = FIRST[number % len(FIRST)], LAST[number // len(FIRST) % len(LAST)]
            table.writerow([student, f"{student}@example.edu", *names])


def _mark(root: Path) -> None:
    """Give points to every other written answer, as a person does."""
    with Gradebook(f"sqlite:///{root}/gradebook.db") as book:
        book.db.execute(
            text(
                "UPDATE grade SET manual_score = 1, needs_manual_grade = 0 WHERE auto_score IS NULL "
                "AND needs_manual_grade AND rowid % 2"
            )
        )
        book.db.commit()
