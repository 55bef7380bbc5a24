"""From a source notebook and its outputs to a page: exercises as *Your turn*, answers behind a click.

The page is a notebook again, for myst-nb to read with execution off. Hidden tests and mark schemes
are cut before anything else is done with a cell.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence

import nbformat
from nbformat.notebooknode import NotebookNode
from nbgrader.utils import is_grade, is_solution, is_task

from course.book.chapter import FACTS, FENCED, LAST, Chapter, duration, shown_code
from course.book.figures import facts_in, markup
from course.book.outputs import Media, site_outputs
from course.release import blanks, leaks
from course.release.links import HEADING

DOTS = re.compile(r"[●○]{3}")
HINTS = re.compile(r"(?:<details>\s*<summary>Hint(?:(?!</details>).)*</details>\s*)+\Z", re.DOTALL)
WORDS = {1: "easy", 2: "medium", 3: "hard"}
SHOW = '<summary><span class="closed">Show {0}</span><span class="open">Hide {0}</span></summary>'


def page(chapter: Chapter, outputs: list[list[NotebookNode]], media: Media) -> NotebookNode:
    """Return the chapter as a notebook of what its page shows."""
    nb = nbformat.v4.new_notebook(cells=list(_Writer(chapter, outputs, media).cells()))
    nb.metadata = NotebookNode(language_info={"name": "python", "pygments_lexer": "python"})
    return nb


class _Writer:
    """Walks the cells of one chapter."""

    def __init__(self, chapter: Chapter, outputs: list[list[NotebookNode]], media: Media) -> None:
        self.chapter, self.media = chapter, media
        self.cells_left = list(enumerate(chapter.nb.cells, start=1))
        self.outputs = iter(outputs)
        self.figure = chapter.figure
        self.facts = facts_in(outputs[-1]) if self.figure else ""  # the last cell of its job
        self.titled = False

    def cells(self) -> Iterator[NotebookNode]:
        """Yield the cells of the page."""
        while self.cells_left:
            number, cell = self.cells_left.pop(0)
            if cell.cell_type == "code":
                if is_solution(cell):
                    yield self.turn(cell, number, [])
                elif is_grade(cell):
                    yield markdown(turn_box("Check", [self.checks(cell, number)]))
                else:
                    yield from self.code(cell, number)
            elif cell.cell_type == "markdown":
                yield from self.text(cell)
            if self.figure and cell.get("id") == self.figure.after:
                yield markdown(markup(self.figure, self.facts, self.media))

    def text(self, cell: NotebookNode) -> Iterator[NotebookNode]:
        """Yield a text cell; hints at its end move into the box of the exercise below."""
        source = blanks.hide_regions(cell.source, blanks.MARK_SCHEME).visible
        if is_solution(cell):
            yield markdown(turn_box("Your turn, in words", [model_answer(source)]))
            return
        hints = None
        if self.cells_left:
            number, below = self.cells_left[0]
            if below.cell_type == "code" and is_solution(below):
                hints = HINTS.search(source)
        if hints:
            source = source[: hints.start()]
        if not self.titled and (title := HEADING.search(source)):
            self.titled = True
            yield markdown(self.head(source, title))
        elif source.strip():
            yield markdown(prose(source))
        if is_task(cell):
            yield markdown(turn_box("Your turn, in words", []))
        if hints:
            self.cells_left.pop(0)
            yield self.turn(below, number, [hints[0]])

    def head(self, source: str, title: re.Match) -> str:
        """Return the first text with the chapter's number above its title and its facts below."""
        chapter = self.chapter
        above = "" if chapter.number == LAST else f"Chapter {chapter.number}"
        kicker = f'<p class="kicker">{above}</p>\n\n' if above else ""
        rest = source[title.end() :]
        listed = any(exercise.anchor in rest for exercise in chapter.exercises)
        table = "" if listed else exercise_table(chapter)
        return f"{kicker}# {chapter.title}\n\n{facts_panel(chapter)}\n\n{prose(rest)}\n\n{table}"

    def turn(self, cell: NotebookNode, number: int, parts: list[str]) -> NotebookNode:
        """Return the box of an exercise: stub, hints, solution, checks."""
        stub = blanks.hide_solutions(cell.source).visible
        solved = details("solution", "solution", fenced(shown_code(cell.source), "python"))
        shown = self.next_outputs(cell, number)
        below = [f"{solved}\n\n{printed(shown)}" if shown else solved]
        if self.cells_left:
            following, checks = self.cells_left[0]
            if checks.cell_type == "code" and is_grade(checks):
                self.cells_left.pop(0)
                below.append(self.checks(checks, following))
        return markdown(turn_box("Your turn", [fenced(stub, "blanks"), *parts, *below]))

    def checks(self, cell: NotebookNode, number: int) -> str:
        """Return the visible checks behind a click, with what they print for the solution."""
        shown = printed(self.next_outputs(cell, number))
        return details("checks", "checks", fenced(shown_code(cell.source), "python") + shown)

    def code(self, cell: NotebookNode, number: int) -> Iterator[NotebookNode]:
        """Yield an ordinary code cell; code that only draws is folded away above its picture."""
        shown = self.next_outputs(cell, number)
        source = shown_code(cell.source)
        tags = [tag for tag in cell.metadata.get("tags", ()) if tag == "raises-exception"]
        if "showcase" in cell.metadata.get("tags", ()) and shown:
            yield markdown(details("code", "code", fenced(source, "python")))
            tags.append("remove-input")
        yield nbformat.v4.new_code_cell(source, outputs=shown, metadata={"tags": tags})

    def next_outputs(self, cell: NotebookNode, number: int) -> list[NotebookNode]:
        """Return the outputs of the code cell that is just being written."""
        where = f"{self.chapter.name}.ipynb, cell {leaks.cell_name(cell, number)},"
        return site_outputs(next(self.outputs), self.media, where)


def markdown(source: str) -> NotebookNode:
    """Return a text cell."""
    return nbformat.v4.new_markdown_cell(source)


def prose(text: str) -> str:
    """Return Markdown of the source as the site reads it: facts and dots get a look and words."""
    pieces, last = [], 0
    for fence in FENCED.finditer(text):
        pieces += [_styled(text[last : fence.start()]), fence[0]]
        last = fence.end()
    return "".join([*pieces, _styled(text[last:])])


def _styled(text: str) -> str:
    return with_dots(FACTS.sub(lambda facts: f"{{.facts}}\n{facts[0]}", text))


def with_dots(text: str) -> str:
    """Say in words what ●●○ shows."""
    return DOTS.sub(lambda dots: difficulty(dots[0].count("●")), text)


def difficulty(level: int) -> str:
    """Return the dots of a difficulty, with words for those who can't see them."""
    dots = "●" * level + "○" * (3 - level)
    words = WORDS.get(level, "no difficulty given")
    return f'<span class="dots" role="img" aria-label="{words}" title="{words}">{dots}</span>'


def fenced(code: str, language: str) -> str:
    """Return code between fences longer than any inside it."""
    fence = "`" * max(3, 1 + max((len(run) for run in re.findall("`+", code)), default=0))
    return f"{fence}{language}\n{code}\n{fence}\n"


def details(kind: str, what: str, content: str) -> str:
    """Return something behind a click."""
    return f'<details class="{kind}">{SHOW.format(what)}\n\n{content}\n\n</details>'


def turn_box(title: str, parts: Sequence[str]) -> str:
    """Return the box in which a reader has something to do."""
    body = "\n\n".join(parts)
    top = f'<div class="turn" role="group" aria-label="{title}">\n<p class="turn-title">{title}</p>'
    return f"{top}\n\n{body}\n\n</div>"


def model_answer(source: str) -> str:
    """Return a written answer behind a click; a heading in it must not open a section."""
    text = re.sub(r"^#+ +(.+)$", r"**\1**", blanks.reveal_solutions(source), flags=re.MULTILINE)
    return details("solution", "model answer", prose(text))


def printed(outputs: Sequence[NotebookNode]) -> str:
    """Return outputs as HTML, for places where no code cell can stand."""
    shown = []
    for output in outputs:
        if output.output_type == "stream":
            shown.append(f'<pre class="said">{html.escape(output.text.strip())}</pre>')
        elif "text/html" in output.get("data", {}):
            shown.append(output.data["text/html"])
        elif "text/plain" in output.get("data", {}):
            shown.append(f'<pre class="said">{html.escape(output.data["text/plain"])}</pre>')
    return "\n" + "\n".join(shown) if shown else ""


def facts_panel(chapter: Chapter) -> str:
    """Return the chapter's time, exercises and points, and where to get its notebook."""
    facts = [
        (duration(chapter.minutes), "of exercises"),
        (
            str(len(chapter.exercises)),
            "things to do" if len(chapter.exercises) > 1 else "thing to do",
        ),
        (str(chapter.points), "points"),
    ]
    shown = "".join(f"<li><b>{value}</b> {what}</li>" for value, what in facts if value[0] != "0")
    return (
        f'<div class="panel"><ul>{shown}</ul>'
        f'<p><a class="button" href="downloads/{chapter.name}.ipynb" download>Student notebook</a> '
        f"<span>or <code>course learn {chapter.name}</code></span></p></div>"
    )


def exercise_table(chapter: Chapter) -> str:
    """Return the list of exercises, for a chapter that doesn't begin with one."""
    if not chapter.exercises:
        return ""
    rows = [
        f"| [{x.title}](<#{x.anchor}>) | {difficulty(x.difficulty)} | {x.minutes} | {x.points} |"
        for x in chapter.exercises
    ]
    return "\n".join(["| you write | difficulty | minutes | points |", "|--|--|--|--|", *rows])
