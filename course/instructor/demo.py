"""``course demo``: a class of invented students, graded end to end in a folder of its own.

The students hand in what ``tests/submissions/<assignment>/`` holds: right and wrong solutions that
are known, and a few visitors from its folder ``demo/`` (half done, endless, dishonest). Where there is a
folder ``class/``, as for a competition, those in it are the class.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import nbformat
from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from autograder.coursefolder import OWN_GRADEBOOK
from autograder.errors import AutograderError, UnknownAssignment
from autograder.grade import grade_assignment
from autograder.limits import Limits
from autograder.report.feedback import write_feedback
from autograder.verdict import Graded
from autograder.workers.forkserver import ForkServers
from course.folder import assignments_in, must_know, packages_missing
from course.instructor.samples import Sample, build_submission, load_samples
from course.release.build import release

LIMITS = Limits(cell_seconds=10.0)  # an endless loop is a matter of patience; a demo has little
RIGHT, WRONG = 2, 8  # how many of each kind join the class

NAMES = """
    ada amos bela cleo dara egon fleur goran hedda ilja juno kaito lotte milo nadia oskar
    petra quinn runa selim thea udo vera wanda xenia yusuf zora
"""


@dataclass(frozen=True)
class Demo:
    """One assignment of the sample class: who handed in what, and how it was graded."""

    assignment: str
    students: dict[str, Sample]
    results: tuple[Graded, ...]
    feedback: Path


def demo_assignments(root: Path, wanted: str | None = None) -> list[str]:
    """Return the assignments that have a bank of sample submissions; all, or the one wanted.

    All are those whose packages are installed. Raises ``UnknownAssignment``, and ``AutograderError``
    where a package is missing for the one wanted.
    """
    known = _with_bank(root)
    if not known:
        raise UnknownAssignment(f"No assignment in {root} has sample submissions to show.")
    if wanted is None:
        return [name for name in known if not packages_missing(root, name)]
    if missing := packages_missing(root, must_know(wanted, known)):
        raise AutograderError(f"{wanted} needs {', '.join(missing)}, which is not installed.")
    return [wanted]


def left_out(root: Path) -> list[str]:
    """Return a line for each assignment that is left out of the demo, saying which package it lacks."""
    return [
        f"{name} is left out: it needs {', '.join(missing)}, which is not installed."
        for name in _with_bank(root)
        if (missing := packages_missing(root, name))
    ]


def _with_bank(root: Path) -> list[str]:
    return [name for name in assignments_in(root / "source") if bank_of(root, name).is_dir()]


def bank_of(root: Path, assignment: str) -> Path:
    """Return the folder of an assignment's sample submissions."""
    return root / "tests" / "submissions" / assignment


def choose_class(bank: Path) -> dict[str, Sample]:
    """Give every sample that joins the class a student's name."""
    samples = [
        Sample("solved", "Hands in the solution."),
        Sample("untouched", "Hands in the notebook as it came.", base="untouched"),
    ]
    if own := load_samples(bank / "class"):
        samples += own
    else:
        samples[1:1] = load_samples(bank / "right")[:RIGHT]
        samples += one_of_each(load_samples(bank / "wrong"))[:WRONG] + load_samples(bank / "demo")
    return dict(zip(student_names(), samples, strict=False))


def one_of_each(samples: Sequence[Sample]) -> list[Sample]:
    """Put the samples in an order in which every exercise comes once before any comes twice."""
    rounds: dict[str, int] = {}
    keyed = []
    for sample in samples:
        exercise = sample.fails[0] if sample.fails else ""
        rounds[exercise] = rounds.get(exercise, -1) + 1
        keyed.append((rounds[exercise], sample.name, sample))
    return [sample for *_, sample in sorted(keyed, key=lambda key: key[:2])]


def student_names() -> Iterator[str]:
    """Yield invented names, for ever."""
    for round_ in count(1):
        yield from (name if round_ == 1 else f"{name}{round_}" for name in NAMES.split())


def demo_folder(root: Path) -> Path:
    """Create the folder in which the sample class lives, configured like the course at ``root``."""
    folder = Path(tempfile.mkdtemp(prefix="course-demo-"))
    settings = (root / "nbgrader_config.py").read_text("utf-8")
    own = OWN_GRADEBOOK.format(root=folder)
    (folder / "nbgrader_config.py").write_text(settings + own, "utf-8")
    return folder


def run_demo(
    root: Path,
    assignment: str,
    folder: Path,
    on_progress: Callable[[Graded, int, int], None],
    *,
    jobs: int | None = None,
    unsafe_no_sandbox: bool = False,
    servers: ForkServers | None = None,
) -> Demo:
    """Release one assignment in ``folder``, hand in, grade and give feedback.

    Raises ``SandboxUnavailable``, ``StorageError``.
    """
    students = choose_class(bank_of(root, assignment))
    shutil.copytree(root / "source" / assignment, folder / "source" / assignment)
    release(folder, assignment)
    hand_in(folder, assignment, students)
    results = grade_assignment(
        folder,
        assignment,
        jobs=jobs,
        limits=LIMITS,
        unsafe_no_sandbox=unsafe_no_sandbox,
        servers=servers,
        on_progress=on_progress,
    )
    return Demo(assignment, students, tuple(results), write_feedback(folder, results))


def hand_in(folder: Path, assignment: str, students: dict[str, Sample]) -> None:
    """Write each student's notebook to ``submitted/``."""
    released = nbformat.read(_notebook(folder / "release", assignment), as_version=4)
    source = nbformat.read(_notebook(folder / "source", assignment), as_version=4)
    for student, sample in students.items():
        place = folder / "submitted" / student / assignment
        place.mkdir(parents=True)
        nbformat.write(build_submission(sample, released, source), place / f"{assignment}.ipynb")
        for extra in (folder / "release" / assignment).iterdir():
            if extra.is_dir():
                shutil.copytree(extra, place / extra.name)
            elif extra.suffix != ".ipynb":
                shutil.copy(extra, place)


def _notebook(folder: Path, assignment: str) -> Path:
    return folder / assignment / f"{assignment}.ipynb"


def who_did_what(students: Mapping[str, Sample]) -> RenderableType:
    """Return the class list of a demo: each student, and what this one handed in."""
    table = Table(box=None, show_header=False, padding=(0, 2, 0, 0), pad_edge=False)
    for student, sample in students.items():
        table.add_row(Text(student, "bold"), Text(sample.about))
    return Padding(table, (1, 0, 1, 0))
