"""What a source notebook tells the book: its place, its title, its exercises, its time."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import nbformat
from nbformat.notebooknode import NotebookNode

from autograder.errors import BadSource
from course.book.execute import Job
from course.book.figures import Figure, figure_of, told_of_chapters
from course.folder import assignments_in
from course.release import blanks
from course.release.links import HEADING, anchor

TITLE = re.compile(r"^Chapter (?P<number>\d+)\s*[·:.–-]\s*(?P<title>.+)$")
FACTS = re.compile(r"^(?P<dots>[●○]{3}) · (?P<rest>.+(?:\n(?!\n).+)*)$", re.MULTILINE)
MINUTES, POINTS = re.compile(r"(\d+) minutes?\b"), re.compile(r"(\d+) points?\b")
FENCED = re.compile(r"^(```|~~~).*?^\1", re.MULTILINE | re.DOTALL)
NO_SECTION = re.compile(r"\b(?:figure|equation|example|page)s? [\d.]+")
LAST = 10_000  # where a notebook without a chapter number stands


@dataclass(frozen=True)
class Exercise:
    """One thing to do, as its heading and the line of facts below it say."""

    title: str
    anchor: str
    difficulty: int
    minutes: int
    points: int
    reading: str  # "Sutton & Barto, section 2.1; Bayes 1763"

    @property
    def sections(self) -> tuple[str, ...]:
        """The sections of Sutton & Barto it leans on, in ascending order."""
        found: set[str] = set()
        for part in self.reading.split(";"):
            if "Sutton & Barto" not in part:
                continue
            part = NO_SECTION.sub("", part)
            numbers = re.findall(r"\d+(?:\.\d+)*", part)
            pairs = re.findall(r"(\d+)\.(\d+) to (\d+)\.(\d+)", part)
            found.update(numbers)
            for chapter, first, same, last in pairs:
                if chapter == same:
                    found.update(f"{chapter}.{n}" for n in range(int(first), int(last) + 1))
        return tuple(sorted(found, key=section_order))


@dataclass(frozen=True)
class Chapter:
    """A source notebook, read."""

    name: str
    number: int
    title: str
    opening: str  # its first sentences, without marks
    exercises: tuple[Exercise, ...]
    nb: NotebookNode
    folder: Path

    @property
    def minutes(self) -> int:
        """How long all its exercises take."""
        return sum(exercise.minutes for exercise in self.exercises)

    @property
    def points(self) -> int:
        """How many points there are to be had."""
        return sum(exercise.points for exercise in self.exercises)

    @property
    def label(self) -> str:
        """What it is called in a list: with its number, if it has one."""
        return self.title if self.number == LAST else f"{self.number} · {self.title}"

    @property
    def adds(self) -> str:
        """What it adds to the chapter before, in a sentence or two."""
        return told_of_chapters().get(self.name, {}).get("adds", self.opening)

    @property
    def about(self) -> str:
        """What it is about, in the words that somebody would search for."""
        return told_of_chapters().get(self.name, {}).get("about", self.opening)

    @property
    def figure(self) -> Figure | None:
        """What there is to touch on its page."""
        return figure_of(self.name, self.nb)

    def job(self, root: Path) -> Job:
        """Return what has to be run: the solution, with no hidden test anywhere near it; then, the figure's facts."""
        cells = code_cells(self.nb)
        code = tuple(shown_code(cell.source) for cell in cells)
        tags = tuple(tuple(cell.metadata.get("tags", ())) for cell in cells)
        if self.figure:
            code, tags = (*code, self.figure.code), (*tags, ())
        return Job(self.name, code, tags, self.folder, root)


def read_chapters(root: Path) -> list[Chapter]:
    """Return a chapter for every notebook in ``source/``, in the order of their numbers."""
    chapters = [read_chapter(root / "source" / name) for name in assignments_in(root / "source")]
    return sorted(chapters, key=lambda chapter: (chapter.number, chapter.name))


def read_chapter(folder: Path) -> Chapter:
    """Read the notebook of an assignment's folder. Raises ``BadSource`` if it has no title."""
    path = folder / f"{folder.name}.ipynb"
    if not path.is_file():
        path = min(folder.glob("*.ipynb"))
    nb = nbformat.read(path, as_version=4)
    prose = [cell.source for cell in nb.cells if cell.cell_type == "markdown"]
    first = next((m for text in prose if (m := HEADING.search(text)) and m[1] == "#"), None)
    if first is None:
        raise BadSource(f"{path.name}: a chapter needs a title, a line that begins with '# '.")
    numbered = TITLE.match(first[2])
    return Chapter(
        name=folder.name,
        number=int(numbered["number"]) if numbered else LAST,
        title=numbered["title"] if numbered else first[2],
        opening=opening(first.string[first.end() :]),
        exercises=tuple(found for text in prose for found in exercises(text)),
        nb=nb,
        folder=folder,
    )


def opening(text: str) -> str:
    """Return the first two sentences of a text as plain words."""
    paragraph = next((p for p in text.strip().split("\n\n") if p and p[0].isalpha()), "")
    words = re.sub(r"[*_`]|\$[^$]*\$", "", " ".join(paragraph.split()))
    return " ".join(re.split(r"(?<=[.!?]) ", words)[:2])


def exercises(text: str) -> list[Exercise]:
    """Return the exercises of a Markdown cell: headings with a line of facts below."""
    found = []
    text = FENCED.sub("", text)
    for facts in FACTS.finditer(text):
        headings = list(HEADING.finditer(text, 0, facts.start()))
        if not headings:
            continue
        heading = headings[-1]
        parts = [part.strip() for part in " ".join(facts["rest"].split()).split(" · ")]
        reading = [p for p in parts if not MINUTES.match(p) and not POINTS.match(p)]
        minutes, points = MINUTES.search(facts["rest"]), POINTS.search(facts["rest"])
        found.append(
            Exercise(
                title=heading[2],
                anchor=anchor(heading[2]),
                difficulty=facts["dots"].count("●"),
                minutes=int(minutes[1]) if minutes else 0,
                points=int(points[1]) if points else 0,
                reading=" · ".join(reading),
            )
        )
    return found


def section_order(section: str) -> tuple[int, ...]:
    """Sort 2.10 after 2.9."""
    return tuple(int(part) for part in section.split("."))


def code_cells(nb: NotebookNode) -> list[NotebookNode]:
    """Return the code cells, in order; outputs are kept in the same order."""
    return [cell for cell in nb.cells if cell.cell_type == "code"]


def shown_code(source: str) -> str:
    """Return code as the book shows and runs it: solved, without hidden tests and without marks."""
    return blanks.hide_regions(blanks.reveal_solutions(source), blanks.HIDDEN).visible.strip("\n")


def duration(minutes: int) -> str:
    """Return a time as people say it: 45 minutes, 1 h 50 min, 9 hours."""
    if minutes < 60:
        return f"{minutes} minutes"
    hours, rest = divmod(minutes, 60)
    if rest == 0:
        return f"{hours} hour{'s' * (hours > 1)}"
    return f"{hours} h {rest} min"
