"""The page of results: every published number beside ours, read from executed notebooks, never typed.

A notebook prints one line for each number it can be compared on, in any cell:

    print(f"mean steps to an apple: published 3.45, ours {steps:.2f} (2,000 walks)")

that is ``WHAT: published THEIRS, ours OURS``, or ``WHAT: OURS (published: THEIRS)``. It becomes a row of the table, with a link to the heading
under which it was printed. Of a cell tagged ``results`` that prints no such line, and of other lines in
which the word *published* occurs, the text itself is shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from nbformat.notebooknode import NotebookNode

from course.book.chapter import Chapter
from course.book.outputs import without_bars
from course.release.links import HEADING, anchor

ROWS = (
    re.compile(r"^(?P<what>.+?):\s+published\s+(?P<theirs>.+?)[,;]\s+ours\s+(?P<ours>.+)$"),
    re.compile(r"^(?P<what>.+?):\s+(?P<ours>.+?)\s+\(published:?\s+(?P<theirs>[^()]+)\)$"),
)
SAID = re.compile(r"\bpublished\b", re.IGNORECASE)

INTRODUCTION = """# Results

Most of these tasks have been taught before, and the older material says how well it did. Here is every
number that it published beside the one that was measured when this page was built: nothing under *ours* is typed.
A published number is usually one run on one board; ours says what it is a mean of.
"""
NOTHING = "\nNo chapter has published numbers to compare with.\n"


@dataclass(frozen=True)
class Result:
    """One published number and ours, and the heading it was printed under."""

    what: str
    theirs: str
    ours: str
    heading: str


def results_of(
    chapter: Chapter, outputs: list[list[NotebookNode]]
) -> tuple[list[Result], list[str]]:
    """Return a chapter's rows, and the lines that compare in words of their own."""
    rows: list[Result] = []
    lines: list[str] = []
    for heading, cell, text in printed_lines(chapter, outputs):
        if found := next(filter(None, (row.match(text.strip()) for row in ROWS)), None):
            rows.append(Result(found["what"], found["theirs"], found["ours"], heading))
        elif "results" in cell.metadata.get("tags", ()) or SAID.search(text):
            lines.append(text.rstrip())
    return rows, lines


def printed_lines(
    chapter: Chapter, outputs: list[list[NotebookNode]]
) -> Iterator[tuple[str, NotebookNode, str]]:
    """Yield each line a chapter prints, with its cell and the heading above it."""
    heading, per_cell = chapter.title, iter(outputs)
    for cell in chapter.nb.cells:
        if cell.cell_type == "markdown":
            found = HEADING.findall(cell.source)
            if found:
                heading = found[-1][1] if found[-1][0] != "#" else chapter.title
        elif cell.cell_type == "code":
            for output in next(per_cell):
                if output.output_type == "stream":
                    for line in without_bars(output.text).splitlines():
                        if line.strip():
                            yield heading, cell, line


def results_page(told: Sequence[tuple[Chapter, list[Result], list[str]]]) -> str:
    """Return the page, in Markdown."""
    parts = [INTRODUCTION]
    for chapter, rows, lines in told:
        if not rows and not lines:
            continue
        parts.append(f"\n## [{chapter.label}]({chapter.name}.ipynb)\n")
        if rows:
            parts.append("| | published | ours | where |\n|--|--|--|--|")
            parts += [
                f"| {cell(row.what)} | {cell(row.theirs)} | **{cell(row.ours)}** "
                f"| {place(chapter, row.heading)} |"
                for row in rows
            ]
        if lines:
            parts.append("\n```text\n" + "\n".join(lines) + "\n```")
    if len(parts) == 1:
        parts.append(NOTHING)
    return "\n".join(parts) + "\n"


def place(chapter: Chapter, heading: str) -> str:
    """Return a link to a heading of a chapter, or to the chapter when it is its title."""
    there = "" if heading == chapter.title else f"#{anchor(heading)}"
    return f"[{cell(heading)}](<{chapter.name}.ipynb{there}>)"


def cell(text: str) -> str:
    """Return text that can stand in a cell of a Markdown table."""
    return re.sub(r"([|*_<`$])", r"\\\1", text)
