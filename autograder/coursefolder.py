"""The folder of a course, as its ``nbgrader_config.py`` lays it out: who handed in what, and where.

``grade`` opens it first; tasks, the gradebook and the command ask it for places and names.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import nbformat
from nbgrader.coursedir import CourseDirectory
from traitlets.config import Config, PyFileConfigLoader

from autograder.errors import AutograderError, UnknownAssignment
from autograder.execute import instructors_copy
from autograder.notebook.intake import printable

OWN_GRADEBOOK = """
# What is tried out here must not reach the class.
get_config().CourseDirectory.db_url = "sqlite:///{root}/gradebook.db"
"""  # after a copy of a course's configuration, which may name a database somewhere else
_HAND_INS = (".ipynb", ".zip", ".tar", ".tgz", ".gz")
_MOST_SEEN = 10_000  # entries of one folder


def _entries(folder: Path) -> list[Path]:
    """Return what is in a folder, hidden files apart, or nothing if it can't be looked into."""
    try:
        seen = itertools.islice(folder.iterdir(), _MOST_SEEN)
        return sorted(path for path in seen if not path.name.startswith("."))
    except OSError:
        return []


@dataclass(frozen=True)
class CourseFolder:
    """A course at ``root``, with nbgrader's configuration of it."""

    root: Path
    config: Config

    @classmethod
    def at(cls, root: Path) -> CourseFolder:
        """Open the course at ``root``; without an ``nbgrader_config.py`` all names are nbgrader's."""
        root = root.resolve()
        config = Config()
        if (root / "nbgrader_config.py").exists():
            config = PyFileConfigLoader("nbgrader_config.py", path=str(root)).load_config()
        config.CourseDirectory.root = str(root)
        return cls(root, config)

    @cached_property
    def directory(self) -> CourseDirectory:
        """nbgrader's own view of the course."""
        return CourseDirectory(config=self.config)

    def assignments(self) -> list[str]:
        """Return the names of the assignments, sorted."""
        source = self.root / self.directory.source_directory
        return sorted({path.parent.name for path in source.glob("*/*.ipynb")})

    def require(self, assignment: str) -> None:
        """Raise :class:`UnknownAssignment`, which lists the known ones, if there is none of that name."""
        known = self.assignments()
        if assignment not in known:
            listed = ", ".join(known) if known else "none: is this the course's folder?"
            raise UnknownAssignment(f"there is no assignment {assignment!r}; known: {listed}")

    def source(self, assignment: str) -> Path:
        """Return the folder of the instructor's copies."""
        return self.root / self.directory.source_directory / assignment

    def masters(self, assignment: str) -> dict[str, nbformat.NotebookNode]:
        """Return the instructor's copies of the assignment's notebooks, by name."""
        paths = sorted(self.source(assignment).glob("*.ipynb"))
        return {path.stem: instructors_copy(path, self.config) for path in paths}

    @property
    def submitted(self) -> Path:
        """The folder with a folder for each student who handed in something."""
        return self.root / self.directory.submitted_directory

    def submission(self, student: str, assignment: str) -> Path:
        """Return the folder of what one student handed in."""
        return self.submitted / student / assignment

    def autograded(self, student: str, assignment: str) -> Path:
        """Return the folder where Formgrader looks for graded notebooks."""
        return self.root / self.directory.autograded_directory / student / assignment

    def records(self, assignment: str) -> Path:
        """Return the folder of our own records of results."""
        return self.root / ".autograder" / assignment

    def handed_in(self, assignment: str) -> list[str]:
        """Return who handed in something for the assignment, sorted."""
        return sorted(path.parent.name for path in self.submitted.glob(f"*/{assignment}"))

    def misplaced(self) -> list[str]:
        """Return a line for each thing in ``submitted/`` that nobody will look at, and why.

        A notebook that lies beside the assignments' folders, and a folder named like an assignment but
        for its case; a zip or a tar archive that was not unpacked.
        """
        known = {name.casefold(): name for name in self.assignments()}
        lines = []
        for student in _entries(self.submitted):
            where = f"{self.submitted.name}/{printable(student.name)}"
            if not student.is_dir():
                expected = f"{self.submitted.name}/<student>/<assignment>/<assignment>.ipynb"
                if student.suffix in _HAND_INS:
                    lines.append(f"{where} is not looked at: expected {expected}")
                continue
            for found in _entries(student):
                name = printable(found.name)
                meant = known.get(
                    found.name.casefold() if found.is_dir() else found.stem.casefold()
                )
                expected = f"{where}/{meant or '<assignment>'}/{meant or '<notebook>'}.ipynb"
                if found.is_dir() and meant and found.name != meant:
                    lines.append(f"{where}/{name}/ is not looked at: the folder is called {meant}")
                elif found.suffix in _HAND_INS and not found.is_dir():
                    lines.append(f"{where}/{name} is not looked at: expected {expected}")
        return lines

    def students(self, assignment: str, wanted: Sequence[str] | None) -> list[str]:
        """Return whom to grade: the ``wanted``, or everybody who handed in something.

        Raises :class:`AutograderError` when there is nobody, or one of them handed in nothing.
        """
        if not self.submitted.is_dir():
            raise AutograderError(
                f"there is no folder {self.submitted}: put each notebook in "
                f"{self.submitted.name}/<student>/{assignment}/"
            )
        found = self.handed_in(assignment)
        if wanted is None:
            if not found:
                raise AutograderError(f"nobody has handed in {assignment} in {self.submitted}")
            return found
        missing = sorted(set(wanted) - set(found))
        if missing:
            raise AutograderError(f"no submission for {assignment} from: {', '.join(missing)}")
        return sorted(set(wanted))
